/**
 * What a process tells systemd about itself: ready, stopping, alive. Without systemd nothing is
 * sent.
 */
@NullMarked
package sale.tsh.tds.systemd;

import org.jspecify.annotations.NullMarked;
