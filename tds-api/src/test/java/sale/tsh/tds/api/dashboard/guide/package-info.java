@NullMarked
package sale.tsh.tds.api.dashboard.guide;

import org.jspecify.annotations.NullMarked;
