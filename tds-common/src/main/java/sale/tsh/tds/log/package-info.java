/** What leaves through the console: text or JSON, and a priority for systemd's journal. */
@NullMarked
package sale.tsh.tds.log;

import org.jspecify.annotations.NullMarked;
