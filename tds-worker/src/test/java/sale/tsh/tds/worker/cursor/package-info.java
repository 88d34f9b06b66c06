@NullMarked
package sale.tsh.tds.worker.cursor;

import org.jspecify.annotations.NullMarked;
