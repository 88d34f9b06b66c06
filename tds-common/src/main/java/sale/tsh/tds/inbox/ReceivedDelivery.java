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
 * @param whole whether body and query are all that was sent
 */
public record ReceivedDelivery(
    Delivery delivery,
    @Nullable ByteBuffer bytes,
    int size,
    String headers,
    String remoteAddress,
    boolean whole) {

  /** A whole delivery. */
  public ReceivedDelivery(
      Delivery delivery,
      @Nullable ByteBuffer bytes,
      int size,
      String headers,
      String remoteAddress) {
    this(delivery, bytes, size, headers, remoteAddress, true);
  }
}
