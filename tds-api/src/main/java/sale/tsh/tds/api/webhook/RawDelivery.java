package sale.tsh.tds.api.webhook;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One call before anything is made of it.
 *
 * @param path the last part of the webhook's path
 * @param query the raw query string, empty where there is none
 * @param contentType the header, empty where there is none
 * @param body the bytes as far as they were read
 * @param size the body's length as far as it is known
 * @param end whether the body is whole
 * @param signature the header {@code X-Zoho-Webhook-Signature}
 * @param key the header {@code X-Webhook-Key}
 * @param headers the headers that may be kept, as JSON
 */
record RawDelivery(
    String path,
    String query,
    String contentType,
    ByteBuffer body,
    int size,
    BodyReader.End end,
    Optional<String> signature,
    Optional<String> key,
    String headers,
    String remoteAddress) {

  /** Never shows a secret or a body. */
  @Override
  public String toString() {
    return "delivery to %s of %d bytes".formatted(path, size);
  }
}
