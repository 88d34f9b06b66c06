/** What every endpoint shares: problems and settings of the listener. */
@NullMarked
package sale.tsh.tds.api.http;

import org.jspecify.annotations.NullMarked;
