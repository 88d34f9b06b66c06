/** Alerts: all that were ever raised and are still kept, and their acknowledgement. */
@NullMarked
package sale.tsh.tds.api.dashboard.alert;

import org.jspecify.annotations.NullMarked;
