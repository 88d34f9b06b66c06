/**
 * The refused deliveries: what was refused, why, what an operator should do, and taking them again.
 */
@NullMarked
package sale.tsh.tds.api.dashboard.refused;

import org.jspecify.annotations.NullMarked;
