/** The events: the filtered list, and everything known about one of them, as JSON and as pages. */
@NullMarked
package sale.tsh.tds.api.dashboard.event;

import org.jspecify.annotations.NullMarked;
