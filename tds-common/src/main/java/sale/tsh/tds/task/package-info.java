/**
 * Maintenance tasks, the schedule that runs them, and the leases that let one process at a time run
 * a task.
 */
@NullMarked
package sale.tsh.tds.task;

import org.jspecify.annotations.NullMarked;
