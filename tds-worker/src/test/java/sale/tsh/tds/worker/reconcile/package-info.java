/** Tests of the reconciliation with a simulated Zoho. */
@NullMarked
package sale.tsh.tds.worker.reconcile;

import org.jspecify.annotations.NullMarked;
