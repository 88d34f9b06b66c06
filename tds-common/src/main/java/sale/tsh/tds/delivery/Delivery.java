package sale.tsh.tds.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one HTTP call from Zoho that have a meaning, or of a record that was pulled from
 * Zoho.
 *
 * @param method {@code POST}, or {@code DELETE} for a deletion
 * @param path the last part of the webhook's path: {@code customers}, or {@code zoho} for any kind
 * @param query the raw query string, empty if there is none
 * @param contentType the header as received, empty if there is none
 * @param body the body as text
 * @param receivedAt when the inbox stored it, by the database's clock; null before that
 * @param pulled whether it is a whole record that the worker fetched, and no call from Zoho
 */
public record Delivery(
    String method,
    String path,
    String query,
    String contentType,
    String body,
    @Nullable Instant receivedAt,
    boolean pulled) {

  /** The source in the inbox of a record that was pulled. */
  public static final String PULL = "pull";

  /** A delivery that is not stored yet. */
  public Delivery(String method, String path, String query, String contentType, String body) {
    this(method, path, query, contentType, body, null, false);
  }

  /** A delivery by {@code POST}. */
  public Delivery(String path, String query, String contentType, String body) {
    this("POST", path, query, contentType, body);
  }
}
