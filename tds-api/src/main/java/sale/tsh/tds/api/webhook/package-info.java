/**
 * Takes in deliveries. Reads each body up to the limit, checks its sender, keeps every delivery and
 * answers after the commit. Takes refused deliveries again for operators.
 */
@NullMarked
package sale.tsh.tds.api.webhook;

import org.jspecify.annotations.NullMarked;
