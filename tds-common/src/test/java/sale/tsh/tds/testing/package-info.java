/** What the tests of all modules share, above all a real PostgreSQL. */
@NullMarked
package sale.tsh.tds.testing;

import org.jspecify.annotations.NullMarked;
