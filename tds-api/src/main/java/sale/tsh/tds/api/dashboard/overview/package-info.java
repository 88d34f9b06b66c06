/**
 * The overview: whether events flow, what to do if not, and the actions on alerts and kinds. The
 * page, {@code GET /dashboard/metrics} and {@code GET /dashboard/queue-stats} share its readers.
 */
@NullMarked
package sale.tsh.tds.api.dashboard.overview;

import org.jspecify.annotations.NullMarked;
