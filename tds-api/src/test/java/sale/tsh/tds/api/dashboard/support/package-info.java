@NullMarked
package sale.tsh.tds.api.dashboard.support;

import org.jspecify.annotations.NullMarked;
