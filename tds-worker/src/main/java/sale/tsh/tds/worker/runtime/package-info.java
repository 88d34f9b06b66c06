/** Claims events, runs them under lease, and stops without losing any. */
@NullMarked
package sale.tsh.tds.worker.runtime;

import org.jspecify.annotations.NullMarked;
