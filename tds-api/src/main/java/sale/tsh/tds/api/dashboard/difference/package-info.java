/** How the records of deliveries and of the mirror differ, place by place. */
@NullMarked
package sale.tsh.tds.api.dashboard.difference;

import org.jspecify.annotations.NullMarked;
