@NullMarked
package sale.tsh.tds.worker.maintenance;

import org.jspecify.annotations.NullMarked;
