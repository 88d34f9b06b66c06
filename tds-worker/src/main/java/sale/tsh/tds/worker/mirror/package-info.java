/**
 * Writes records into schema {@code zoho} by the rules of convergence. A row moves only to a newer
 * version.
 */
@NullMarked
package sale.tsh.tds.worker.mirror;

import org.jspecify.annotations.NullMarked;
