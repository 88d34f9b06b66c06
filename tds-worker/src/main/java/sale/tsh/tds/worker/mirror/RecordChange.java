package sale.tsh.tds.worker.mirror;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What one event does to one mirror row. */
public sealed interface RecordChange {

  UUID eventId();

  /** The record's key. */
  String key();

  /**
   * The delivery's position in the order of deliveries, the second half of the record's version.
   */
  long arrival();

  /** When the delivery came in, by the database's clock at that time. */
  Instant receivedAt();

  /**
   * The record was created or changed.
   *
   * @param modified the record's own time, if it has one
   * @param full whether the body has every core member, so that nothing needs to be pulled later
   * @param members the names of the body's members
   * @param values PostgreSQL's text of each column, in the order of the kind's columns; null also
   *     if the body lacks it
   * @param lines the lines, if the body has any member for them
   * @param json the record, as text that PostgreSQL takes
   */
  record Edit(
      UUID eventId,
      String key,
      long arrival,
      Instant receivedAt,
      Optional<Instant> modified,
      boolean full,
      Set<String> members,
      List<@Nullable String> values,
      Optional<List<List<@Nullable String>>> lines,
      String json)
      implements RecordChange {

    /**
     * The first half of the version: the record's own time, else the time of receipt. Earlier
     * deliveries may move the version of an edit without a time of its own forward.
     */
    Instant versionTime() {
      return modified.orElse(receivedAt);
    }
  }

  /**
   * The record was deleted.
   *
   * @param modified the record's own time, where it has one
   */
  record Deletion(
      UUID eventId, String key, long arrival, Instant receivedAt, Optional<Instant> modified)
      implements RecordChange {

    /**
     * The first half of the version: the later of the record's own time and the time of receipt.
     */
    Instant versionTime() {
      return modified.filter(receivedAt::isBefore).orElse(receivedAt);
    }
  }

  /** The body had nothing but the id. Something changed, and only a pull can find out what. */
  record Touch(UUID eventId, String key, long arrival, Instant receivedAt)
      implements RecordChange {}
}
