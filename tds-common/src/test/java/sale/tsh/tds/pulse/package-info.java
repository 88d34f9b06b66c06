@NullMarked
package sale.tsh.tds.pulse;

import org.jspecify.annotations.NullMarked;
