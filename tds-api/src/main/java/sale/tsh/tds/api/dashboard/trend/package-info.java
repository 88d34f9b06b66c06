/**
 * The figures over an hour, a day or a week, and the health of the database, as JSON and as a page.
 */
@NullMarked
package sale.tsh.tds.api.dashboard.trend;

import org.jspecify.annotations.NullMarked;
