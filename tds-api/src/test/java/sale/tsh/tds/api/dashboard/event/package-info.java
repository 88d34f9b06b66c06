@NullMarked
package sale.tsh.tds.api.dashboard.event;

import org.jspecify.annotations.NullMarked;
