@NullMarked
package sale.tsh.tds.api.dashboard.search;

import org.jspecify.annotations.NullMarked;
