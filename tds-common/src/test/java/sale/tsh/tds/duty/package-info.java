@NullMarked
package sale.tsh.tds.duty;

import org.jspecify.annotations.NullMarked;
