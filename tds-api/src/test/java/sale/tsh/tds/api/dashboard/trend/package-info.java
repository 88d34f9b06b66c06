@NullMarked
package sale.tsh.tds.api.dashboard.trend;

import org.jspecify.annotations.NullMarked;
