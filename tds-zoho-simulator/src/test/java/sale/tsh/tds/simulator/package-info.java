@NullMarked
package sale.tsh.tds.simulator;

import org.jspecify.annotations.NullMarked;
