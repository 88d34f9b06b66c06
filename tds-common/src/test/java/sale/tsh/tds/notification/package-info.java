@NullMarked
package sale.tsh.tds.notification;

import org.jspecify.annotations.NullMarked;
