/**
 * The whole system on one machine: PostgreSQL, the API and the worker as processes of their own.
 */
@NullMarked
package sale.tsh.tds.local;

import org.jspecify.annotations.NullMarked;
