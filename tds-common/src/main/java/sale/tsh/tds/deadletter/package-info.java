/** Events whose attempts are spent, and what an operator does with them. */
@NullMarked
package sale.tsh.tds.deadletter;

import org.jspecify.annotations.NullMarked;
