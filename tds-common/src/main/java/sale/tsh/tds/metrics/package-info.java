/**
 * The state of the queue as gauges. Transitions are measured where they happen, in {@code
 * QueueMeters} and {@code InboxMeters}.
 */
@NullMarked
package sale.tsh.tds.metrics;

import org.jspecify.annotations.NullMarked;
