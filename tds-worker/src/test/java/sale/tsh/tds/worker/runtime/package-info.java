@NullMarked
package sale.tsh.tds.worker.runtime;

import org.jspecify.annotations.NullMarked;
