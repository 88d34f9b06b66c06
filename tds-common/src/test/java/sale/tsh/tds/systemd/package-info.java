@NullMarked
package sale.tsh.tds.systemd;

import org.jspecify.annotations.NullMarked;
