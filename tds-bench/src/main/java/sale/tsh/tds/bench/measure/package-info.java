/** Tools for every measurement: figures, durations, warm-up, memory, free ports and pauses. */
@NullMarked
package sale.tsh.tds.bench.measure;

import org.jspecify.annotations.NullMarked;
