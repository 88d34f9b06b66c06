package sale.tsh.tds.task;

import java.time.Duration;

/**
 * A piece of maintenance work that runs at an interval.
 *
 * @param name names the task in the log and in its lease
 * @param interval from the end of a run to the start of the next one
 */
public record MaintenanceTask(String name, Duration interval, Runnable runOnce) {}
