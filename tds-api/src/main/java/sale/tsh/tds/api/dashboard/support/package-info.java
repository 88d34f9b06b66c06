/**
 * What all views of the dashboard share: read-only transactions with a time limit, cursors, limits,
 * and operator actions that leave an audit row.
 */
@NullMarked
package sale.tsh.tds.api.dashboard.support;

import org.jspecify.annotations.NullMarked;
