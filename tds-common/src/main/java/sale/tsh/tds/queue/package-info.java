/**
 * The queue: claims, leases, attempts and dead letters. Only {@link sale.tsh.tds.queue.EventQueue},
 * {@link sale.tsh.tds.queue.DeadLetterQueue} and {@link sale.tsh.tds.queue.ExpiredLeases} change a
 * status.
 */
@NullMarked
package sale.tsh.tds.queue;

import org.jspecify.annotations.NullMarked;
