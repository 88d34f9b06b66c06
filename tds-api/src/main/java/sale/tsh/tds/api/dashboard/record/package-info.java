/**
 * One record over time: what the mirror holds, every delivery of the record, and what each delivery
 * changed. The readers serve JSON and pages and run in the caller's transaction. Each query costs
 * the same however long the inbox, the queue and the log are.
 */
@NullMarked
package sale.tsh.tds.api.dashboard.record;

import org.jspecify.annotations.NullMarked;
