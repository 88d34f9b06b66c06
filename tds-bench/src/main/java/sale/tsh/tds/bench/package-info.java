/** The benchmark: the packaged jars, other queues and plain SQL, side by side on one PostgreSQL. */
@NullMarked
package sale.tsh.tds.bench;

import org.jspecify.annotations.NullMarked;
