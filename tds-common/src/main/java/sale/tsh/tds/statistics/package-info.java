/**
 * Figures of the queue that are exact at every moment and cost the same however large the tables
 * are.
 *
 * <p>Triggers append every change of the counts in the transaction that makes it (see {@code
 * V3__dashboard.sql}); a reader sums up, a duty folds.
 */
@NullMarked
package sale.tsh.tds.statistics;

import org.jspecify.annotations.NullMarked;
