/**
 * Tells people of alerts: an outbox in the database, and channels that empty it without keeping
 * anything waiting.
 */
@NullMarked
package sale.tsh.tds.notification;

import org.jspecify.annotations.NullMarked;
