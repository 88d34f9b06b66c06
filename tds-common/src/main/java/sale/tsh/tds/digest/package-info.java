/** Digests that every Java runtime provides. */
@NullMarked
package sale.tsh.tds.digest;

import org.jspecify.annotations.NullMarked;
