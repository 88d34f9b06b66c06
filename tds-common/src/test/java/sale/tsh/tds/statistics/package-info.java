@NullMarked
package sale.tsh.tds.statistics;

import org.jspecify.annotations.NullMarked;
