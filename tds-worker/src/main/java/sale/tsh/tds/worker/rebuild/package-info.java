/**
 * Derives the columns and lines of mirror rows again from their column {@code record}. This is due
 * when an upgrade has changed the definition of a kind. Versions, tombstones and {@code record}
 * stay as they are.
 */
@NullMarked
package sale.tsh.tds.worker.rebuild;

import org.jspecify.annotations.NullMarked;
