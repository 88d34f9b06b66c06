/**
 * The other queues as contenders, each in its own processes. A Java queue runs in {@link
 * PeerProgram}, a Node queue in a program of {@code tds-bench/peers}.
 */
@NullMarked
package sale.tsh.tds.bench.peer;

import org.jspecify.annotations.NullMarked;
