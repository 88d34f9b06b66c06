/** Digests of texts, which every Java can make. */
@NullMarked
package sale.tsh.tds.digest;

import org.jspecify.annotations.NullMarked;
