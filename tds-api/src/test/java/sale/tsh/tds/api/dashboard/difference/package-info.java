@NullMarked
package sale.tsh.tds.api.dashboard.difference;

import org.jspecify.annotations.NullMarked;
