/**
 * Runs the whole system on one machine. PostgreSQL, the API and the worker are separate processes.
 */
@NullMarked
package sale.tsh.tds.local;

import org.jspecify.annotations.NullMarked;
