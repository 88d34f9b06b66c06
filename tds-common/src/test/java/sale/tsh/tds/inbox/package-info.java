@NullMarked
package sale.tsh.tds.inbox;

import org.jspecify.annotations.NullMarked;
