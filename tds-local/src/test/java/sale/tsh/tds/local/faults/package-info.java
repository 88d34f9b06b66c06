/**
 * Drills that inject faults into real processes while webhooks come in. Afterwards each drill
 * compares the acknowledged deliveries with the database. Run by {@code ./mvnw -Pfaults verify}.
 */
@NullMarked
package sale.tsh.tds.local.faults;

import org.jspecify.annotations.NullMarked;
