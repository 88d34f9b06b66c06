@NullMarked
package sale.tsh.tds.api.dashboard.deadletter;

import org.jspecify.annotations.NullMarked;
