/** What a process tells systemd about itself: ready, stopping, alive. Elsewhere it tells nobody. */
@NullMarked
package sale.tsh.tds.systemd;

import org.jspecify.annotations.NullMarked;
