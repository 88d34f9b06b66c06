@NullMarked
package sale.tsh.tds.pull;

import org.jspecify.annotations.NullMarked;
