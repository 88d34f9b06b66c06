/** {@code java -jar tds-worker.jar verify}: whether the promises hold in a live database. */
@NullMarked
package sale.tsh.tds.worker.verify;

import org.jspecify.annotations.NullMarked;
