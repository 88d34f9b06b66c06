@NullMarked
package sale.tsh.tds.api.dashboard;

import org.jspecify.annotations.NullMarked;
