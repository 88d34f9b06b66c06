/** Calls to other hosts. */
@NullMarked
package sale.tsh.tds.http;

import org.jspecify.annotations.NullMarked;
