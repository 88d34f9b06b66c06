/**
 * Takes deliveries in: reads no further than the limit, proves the sender, keeps all, and answers
 * after the commit.
 */
@NullMarked
package sale.tsh.tds.api.webhook;

import org.jspecify.annotations.NullMarked;
