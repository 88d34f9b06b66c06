/** Maintenance tasks of the worker, each with a method {@code runOnce()}. */
@NullMarked
package sale.tsh.tds.worker.maintenance;

import org.jspecify.annotations.NullMarked;
