/**
 * The queue: states, claims, leases, attempts. {@link sale.tsh.tds.queue.EventQueue} alone changes
 * a status.
 */
@NullMarked
package sale.tsh.tds.queue;

import org.jspecify.annotations.NullMarked;
