/**
 * Faults that break such systems, injected into real processes while webhooks come in; afterwards
 * what was acknowledged is compared with what the database holds. Run by {@code ./mvnw -Pfaults
 * verify}.
 */
@NullMarked
package sale.tsh.tds.local.faults;

import org.jspecify.annotations.NullMarked;
