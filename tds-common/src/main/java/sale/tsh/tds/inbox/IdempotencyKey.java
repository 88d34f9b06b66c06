package sale.tsh.tds.inbox;

import java.util.HexFormat;
import sale.tsh.tds.delivery.ParsedDelivery;
import sale.tsh.tds.digest.Digests;
import sale.tsh.tds.json.Json;

/** Computes the key that two deliveries share if they say the same. */
final class IdempotencyKey {

  private static final int KEY_CHARACTERS = 32;

  private IdempotencyKey() {}

  /** SHA-256 over the canonical content of a record, in hex. */
  static String contentHash(ParsedDelivery.Change change) {
    return sha256(Json.canonical(change.record()));
  }

  /**
   * The key of a change with a time of its own. The same content with the same time is one event,
   * however often and late it is repeated.
   */
  static String timed(ParsedDelivery.Change change, String contentHash) {
    return key(change, "at " + change.modified().orElseThrow(), contentHash);
  }

  /**
   * The key of a change without a time of its own. Only a repeat of the newest delivery is a
   * duplicate, so 10, 12, 10 are three events. The key therefore holds the arrival of the delivery
   * before it, 0 if there is none.
   */
  static String timeless(ParsedDelivery.Change change, String contentHash, long previousArrival) {
    return key(change, "after " + previousArrival, contentHash);
  }

  /**
   * The key of a pulled change. Each is an event of its own, because a derived value can change
   * back and forth at one time of its record.
   */
  static String pulled(ParsedDelivery.Change change, String contentHash, long arrival) {
    return key(change, "pulled as " + arrival, contentHash);
  }

  private static String key(ParsedDelivery.Change change, String when, String contentHash) {
    String parts =
        String.join(
            "\n",
            change.kind().name(),
            change.recordId(),
            change.operation().past(),
            when,
            contentHash);
    return sha256(parts).substring(0, KEY_CHARACTERS);
  }

  private static String sha256(String text) {
    return HexFormat.of().formatHex(Digests.sha256(text));
  }
}
