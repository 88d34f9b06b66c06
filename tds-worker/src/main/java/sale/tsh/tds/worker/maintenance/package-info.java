/** Duties that keep the queue healthy, each a {@code runOnce()}. */
@NullMarked
package sale.tsh.tds.worker.maintenance;

import org.jspecify.annotations.NullMarked;
