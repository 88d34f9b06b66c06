package sale.tsh.tds.inbox;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.delivery.Delivery;

/**
 * A delivery as it came over the wire, without its secrets.
 *
 * @param bytes the bytes of the body if {@link Delivery#body()} is not exact, else null
 * @param size the body's length in bytes as far as it was read
 * @param headers the headers worth keeping, as a JSON object
 */
public record ReceivedDelivery(
    Delivery delivery,
    @Nullable ByteBuffer bytes,
    int size,
    String headers,
    String remoteAddress) {}
