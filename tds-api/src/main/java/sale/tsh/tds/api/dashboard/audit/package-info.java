/** The audit trail: which operator did what, and when. */
@NullMarked
package sale.tsh.tds.api.dashboard.audit;

import org.jspecify.annotations.NullMarked;
