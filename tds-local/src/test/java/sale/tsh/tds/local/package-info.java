/** Black-box tests of the packaged jars, and {@code LocalSystem} to write more of them. */
@NullMarked
package sale.tsh.tds.local;

import org.jspecify.annotations.NullMarked;
