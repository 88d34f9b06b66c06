/** What the tests of every module share: a real PostgreSQL. */
@NullMarked
package sale.tsh.tds.testing;

import org.jspecify.annotations.NullMarked;
