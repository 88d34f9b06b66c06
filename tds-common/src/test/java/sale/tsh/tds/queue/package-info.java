@NullMarked
package sale.tsh.tds.queue;

import org.jspecify.annotations.NullMarked;
