@NullMarked
package sale.tsh.tds.alert;

import org.jspecify.annotations.NullMarked;
