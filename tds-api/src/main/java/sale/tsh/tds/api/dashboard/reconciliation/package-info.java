/**
 * How true the mirror is, kind by kind, and what operators ask the worker to pull. Nothing here
 * calls Zoho: the worker leaves its state in tables, and takes requests from one.
 */
@NullMarked
package sale.tsh.tds.api.dashboard.reconciliation;

import org.jspecify.annotations.NullMarked;
