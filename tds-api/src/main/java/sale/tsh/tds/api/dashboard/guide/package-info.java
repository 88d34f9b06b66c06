/** The operations guide on the page, rendered from the same file. */
@NullMarked
package sale.tsh.tds.api.dashboard.guide;

import org.jspecify.annotations.NullMarked;
