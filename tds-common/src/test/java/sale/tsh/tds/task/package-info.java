@NullMarked
package sale.tsh.tds.task;

import org.jspecify.annotations.NullMarked;
