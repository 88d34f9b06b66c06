@NullMarked
package sale.tsh.tds.worker;

import org.jspecify.annotations.NullMarked;
