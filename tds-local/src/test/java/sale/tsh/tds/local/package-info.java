/** Black-box tests of the packaged jars, and {@code LocalSystem} for more of them. */
@NullMarked
package sale.tsh.tds.local;

import org.jspecify.annotations.NullMarked;
