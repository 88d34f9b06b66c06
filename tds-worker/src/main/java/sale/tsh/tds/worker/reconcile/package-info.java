/**
 * Keeps the mirror true: reads what Zoho has, compares it with the mirror, and fetches what
 * differs. What it fetches enters the inbox as a delivery. docs/reconciliation.md explains it.
 */
@NullMarked
package sale.tsh.tds.worker.reconcile;

import org.jspecify.annotations.NullMarked;
