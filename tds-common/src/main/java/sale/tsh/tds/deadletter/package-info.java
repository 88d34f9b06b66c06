/** Dead letters in groups and in bulk, for operators. */
@NullMarked
package sale.tsh.tds.deadletter;

import org.jspecify.annotations.NullMarked;
