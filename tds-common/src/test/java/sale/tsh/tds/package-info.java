@NullMarked
package sale.tsh.tds;

import org.jspecify.annotations.NullMarked;
