/**
 * Figures of the queue that are exact at every moment and cost the same however large the tables
 * are, and how they went over hour, day and week.
 *
 * <p>Triggers append every change of the counts in the transaction that makes it (see {@code
 * V3__dashboard.sql}); a reader sums up, a duty folds. Another duty writes a row a minute (see
 * {@code V6__page.sql}).
 */
@NullMarked
package sale.tsh.tds.statistics;

import org.jspecify.annotations.NullMarked;
