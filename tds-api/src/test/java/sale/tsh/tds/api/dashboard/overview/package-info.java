@NullMarked
package sale.tsh.tds.api.dashboard.overview;

import org.jspecify.annotations.NullMarked;
