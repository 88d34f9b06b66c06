/**
 * Notifies people about alerts. An outbox in the database holds the messages, and channels send
 * them without delaying anything else.
 */
@NullMarked
package sale.tsh.tds.notification;

import org.jspecify.annotations.NullMarked;
