@NullMarked
package sale.tsh.tds.api.dashboard.reconciliation;

import org.jspecify.annotations.NullMarked;
