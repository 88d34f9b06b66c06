/**
 * Alerts. The catalogue says what may be wrong and when. The monitor raises and resolves alerts,
 * and operators see and acknowledge them.
 */
@NullMarked
package sale.tsh.tds.alert;

import org.jspecify.annotations.NullMarked;
