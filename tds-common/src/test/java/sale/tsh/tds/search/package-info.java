@NullMarked
package sale.tsh.tds.search;

import org.jspecify.annotations.NullMarked;
