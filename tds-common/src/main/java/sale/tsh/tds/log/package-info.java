/** The format of the console's lines: text or JSON, with priorities for systemd's journal. */
@NullMarked
package sale.tsh.tds.log;

import org.jspecify.annotations.NullMarked;
