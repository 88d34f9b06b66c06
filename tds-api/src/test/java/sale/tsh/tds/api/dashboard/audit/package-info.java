@NullMarked
package sale.tsh.tds.api.dashboard.audit;

import org.jspecify.annotations.NullMarked;
