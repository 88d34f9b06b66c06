@NullMarked
package sale.tsh.tds.delivery;

import org.jspecify.annotations.NullMarked;
