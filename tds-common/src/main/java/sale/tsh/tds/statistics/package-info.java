/**
 * Counts, ages and rates of the queue, and their trends over hour, day and week. The numbers are
 * exact at every moment, and reading them costs the same however large the tables are.
 *
 * <p>Triggers append every change of the counts in the transaction that makes it (see {@code
 * V3__dashboard.sql}). A reader sums the rows, and a task folds them. Another task writes a row per
 * minute (see {@code V6__page.sql}).
 */
@NullMarked
package sale.tsh.tds.statistics;

import org.jspecify.annotations.NullMarked;
