/** The PostgreSQL of a benchmark, our tables in it, and what SQL alone achieves with them. */
@NullMarked
package sale.tsh.tds.bench.postgres;

import org.jspecify.annotations.NullMarked;
