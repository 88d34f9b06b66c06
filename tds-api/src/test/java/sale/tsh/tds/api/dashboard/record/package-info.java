@NullMarked
package sale.tsh.tds.api.dashboard.record;

import org.jspecify.annotations.NullMarked;
