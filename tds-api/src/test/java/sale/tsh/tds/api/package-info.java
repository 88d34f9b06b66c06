@NullMarked
package sale.tsh.tds.api;

import org.jspecify.annotations.NullMarked;
