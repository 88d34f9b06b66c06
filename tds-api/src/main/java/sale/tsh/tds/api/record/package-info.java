/**
 * What is known of one record over time: every delivery of it, and what each of them changed.
 *
 * <p>Its readers and records serve JSON and pages alike; the caller gives the transaction. Each
 * question costs the same however long the inbox, the queue and the log are.
 */
@NullMarked
package sale.tsh.tds.api.record;

import org.jspecify.annotations.NullMarked;
