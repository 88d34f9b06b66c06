/** The search: records by number, name, telephone, e-mail or id, and events by id. */
@NullMarked
package sale.tsh.tds.api.dashboard.search;

import org.jspecify.annotations.NullMarked;
