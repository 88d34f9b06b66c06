/** The inbox: every delivery as received, and what makes two of them one event. */
@NullMarked
package sale.tsh.tds.inbox;

import org.jspecify.annotations.NullMarked;
