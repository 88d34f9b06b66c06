/**
 * What an operator sees and steers by JSON: the guide's REST answers, and actions that leave an
 * audit row. The page is the package beside this one.
 *
 * <p>The records here are the wire format. Reads run under a time limit in a read-only transaction,
 * so that a question never harms the queue.
 */
@NullMarked
package sale.tsh.tds.api.dashboard;

import org.jspecify.annotations.NullMarked;
