/**
 * The state of the queue as gauges. Transitions are measured where they happen: see {@code
 * MeteredEventQueue} and {@code MeteredInbox}.
 */
@NullMarked
package sale.tsh.tds.metrics;

import org.jspecify.annotations.NullMarked;
