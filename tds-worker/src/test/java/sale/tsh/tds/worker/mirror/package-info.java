@NullMarked
package sale.tsh.tds.worker.mirror;

import org.jspecify.annotations.NullMarked;
