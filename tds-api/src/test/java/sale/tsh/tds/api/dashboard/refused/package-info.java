@NullMarked
package sale.tsh.tds.api.dashboard.refused;

import org.jspecify.annotations.NullMarked;
