package sale.tsh.tds.inbox;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A refused delivery in the inbox.
 *
 * @param arrival its position in the inbox
 * @param cause the code of its cause
 * @param received the delivery as sent
 * @param takenAs the event that it became, or repeated, when it was taken again
 */
public record KeptRefusal(
    UUID id, long arrival, String cause, ReceivedDelivery received, @Nullable UUID takenAs) {}
