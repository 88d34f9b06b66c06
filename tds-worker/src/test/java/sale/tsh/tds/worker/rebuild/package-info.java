@NullMarked
package sale.tsh.tds.worker.rebuild;

import org.jspecify.annotations.NullMarked;
