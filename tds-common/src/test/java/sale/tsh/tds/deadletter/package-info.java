@NullMarked
package sale.tsh.tds.deadletter;

import org.jspecify.annotations.NullMarked;
