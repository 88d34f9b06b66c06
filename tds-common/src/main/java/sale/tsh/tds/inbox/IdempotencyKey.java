package sale.tsh.tds.inbox;

import java.util.HexFormat;
import sale.tsh.tds.delivery.Reading;
import sale.tsh.tds.digest.Digests;
import sale.tsh.tds.json.Json;

/** What makes two deliveries the same. */
final class IdempotencyKey {

  private static final int KEY_CHARACTERS = 32;

  private IdempotencyKey() {}

  /** SHA-256 over the canonical content of a record, in hex. */
  static String contentHash(Reading.Change change) {
    return sha256(Json.canonical(change.entity()));
  }

  /**
   * With an own time a record's content of that time is one event, however often and late it is
   * repeated.
   */
  static String timed(Reading.Change change, String contentHash) {
    return key(change, "at " + change.modified().orElseThrow(), contentHash);
  }

  /**
   * Without an own time only the repeat of the newest delivery is a duplicate: 10, 12, 10 are three
   * events. The key therefore holds the arrival of the delivery before it, 0 where there is none.
   */
  static String timeless(Reading.Change change, String contentHash, long previousArrival) {
    return key(change, "after " + previousArrival, contentHash);
  }

  private static String key(Reading.Change change, String when, String contentHash) {
    String parts =
        String.join(
            "\n",
            change.kind().name(),
            change.entityId(),
            change.operation().past(),
            when,
            contentHash);
    return sha256(parts).substring(0, KEY_CHARACTERS);
  }

  private static String sha256(String text) {
    return HexFormat.of().formatHex(Digests.sha256(text));
  }
}
