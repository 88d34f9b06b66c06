/** Shared by all endpoints: the problems that answer errors, and the format of times. */
@NullMarked
package sale.tsh.tds.api.http;

import org.jspecify.annotations.NullMarked;
