/**
 * Alerts: what may be wrong and when (the catalogue), the watch that raises and resolves, and what
 * operators see and acknowledge.
 */
@NullMarked
package sale.tsh.tds.alert;

import org.jspecify.annotations.NullMarked;
