@NullMarked
package sale.tsh.tds.api.dashboard.layout;

import org.jspecify.annotations.NullMarked;
