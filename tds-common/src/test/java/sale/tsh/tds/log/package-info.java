@NullMarked
package sale.tsh.tds.log;

import org.jspecify.annotations.NullMarked;
