package sale.tsh.tds.api.webhook;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import sale.tsh.tds.delivery.Charsets;
import sale.tsh.tds.delivery.Delivery;
import sale.tsh.tds.inbox.ReceivedDelivery;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.refusal.Excerpt;

/**
 * One webhook call with its body as bytes, before the sender is checked.
 *
 * @param method as sent, such as {@code POST}
 * @param path the last part of the webhook's path
 * @param query the raw query string, empty if there is none
 * @param contentType the header, empty if there is none
 * @param contentEncoding the header, empty if there is none
 * @param body the bytes that were read
 * @param size the length of the whole body if it is known, else of the bytes that were read
 * @param end whether the body is whole
 * @param signature the header {@code X-Zoho-Webhook-Signature}
 * @param key the header {@code X-Webhook-Key}
 * @param headers the headers that may be kept, as JSON
 */
record RawDelivery(
    String method,
    String path,
    String query,
    String contentType,
    String contentEncoding,
    ByteBuffer body,
    int size,
    BoundedBodyReader.End end,
    Optional<String> signature,
    Optional<String> key,
    String headers,
    String remoteAddress) {

  /** The call of a delivery that the inbox keeps whole. Its proofs are not kept. */
  static RawDelivery of(ReceivedDelivery kept) {
    Delivery delivery = kept.delivery();
    ByteBuffer body =
        kept.bytes() == null
            ? ByteBuffer.wrap(delivery.body().getBytes(StandardCharsets.UTF_8))
            : kept.bytes();
    return new RawDelivery(
        delivery.method(),
        delivery.path(),
        delivery.query(),
        delivery.contentType(),
        Json.parse(kept.headers()).path("content-encoding").asString(""),
        body,
        kept.size(),
        BoundedBodyReader.End.WHOLE,
        Optional.empty(),
        Optional.empty(),
        kept.headers(),
        kept.remoteAddress());
  }

  /** Whether the header says that the body is compressed and the first bytes are not text. */
  boolean isCompressed() {
    return !contentEncoding.isBlank()
        && !contentEncoding.strip().equalsIgnoreCase("identity")
        && !startsAsText();
  }

  private boolean startsAsText() {
    for (int i = 0; i < Math.min(body.limit(), 20); i++) {
      byte each = body.get(i);
      if (each < ' ' && each != '\t' && each != '\n' && each != '\r') {
        return false;
      }
    }
    return true;
  }

  /**
   * This delivery with the first {@code most} bytes of its body and characters of its query. It
   * does not count as whole if any are left out.
   */
  RawDelivery truncated(int most) {
    if (body.limit() <= most && query.length() <= most) {
      return this;
    }
    ByteBuffer start = body.slice(0, Math.min(body.limit(), most));
    byte[] bytes = new byte[start.remaining()];
    start.get(bytes);
    return new RawDelivery(
        method,
        path,
        query.substring(0, Math.min(query.length(), most)),
        contentType,
        contentEncoding,
        ByteBuffer.wrap(bytes),
        size,
        end == BoundedBodyReader.End.WHOLE ? BoundedBodyReader.End.TOO_LARGE : end,
        signature,
        key,
        headers,
        remoteAddress);
  }

  /**
   * The delivery as the inbox keeps it, with its body as text. Bytes that are valid UTF-8 are read
   * as UTF-8, whatever charset the content type names: renaming the charset of signed bytes must
   * not change the record. Other bytes are read in that charset, and kept beside the text.
   */
  ReceivedDelivery received() {
    // PostgreSQL's text holds no NUL, and UTF-16 has one in each letter of JSON.
    Optional<String> utf8 = strictly(StandardCharsets.UTF_8).filter(text -> text.indexOf('\0') < 0);
    String text = utf8.orElseGet(() -> namedCharset().decode(body.duplicate()).toString());
    return new ReceivedDelivery(
        new Delivery(method, path, query, contentType, text),
        utf8.isPresent() ? null : body,
        size,
        headers,
        remoteAddress,
        end == BoundedBodyReader.End.WHOLE);
  }

  /**
   * Whether the body is text in its charset. In the text of another body, U+FFFD stands for each
   * part that cannot be decoded.
   *
   * @param received this delivery, decoded
   */
  boolean isText(ReceivedDelivery received) {
    return received.bytes() == null || strictly(namedCharset()).isPresent();
  }

  private Optional<String> strictly(Charset charset) {
    try {
      return Optional.of(charset.newDecoder().decode(body.duplicate()).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private Charset namedCharset() {
    return Charsets.ofContentType(contentType);
  }

  /** Never shows a secret or a body, and never breaks a line of a log. */
  @Override
  public String toString() {
    return "delivery to %s of %d bytes".formatted(Excerpt.of(path), size);
  }
}
