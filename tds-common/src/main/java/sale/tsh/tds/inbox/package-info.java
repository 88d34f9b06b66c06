/** Stores every delivery as received, and recognizes duplicates. */
@NullMarked
package sale.tsh.tds.inbox;

import org.jspecify.annotations.NullMarked;
