/** The refused deliveries: what was refused, why, and what an operator should do. */
@NullMarked
package sale.tsh.tds.api.dashboard.refused;

import org.jspecify.annotations.NullMarked;
