/**
 * What an operator sees and steers: the guide's REST answers, actions that leave an audit row, and
 * a plain page.
 *
 * <p>The records here are the wire format. Reads run under a time limit in a read-only transaction,
 * so that a question never harms the queue.
 */
@NullMarked
package sale.tsh.tds.api.dashboard;

import org.jspecify.annotations.NullMarked;
