@NullMarked
package sale.tsh.tds.api.dashboard.alert;

import org.jspecify.annotations.NullMarked;
