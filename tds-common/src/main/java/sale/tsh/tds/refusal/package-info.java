/** Why a delivery is refused, and how much of the delivery a refusal repeats. */
@NullMarked
package sale.tsh.tds.refusal;

import org.jspecify.annotations.NullMarked;
