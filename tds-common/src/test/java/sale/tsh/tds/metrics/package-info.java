@NullMarked
package sale.tsh.tds.metrics;

import org.jspecify.annotations.NullMarked;
