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

  /** The delivery's place in the order of deliveries: the second half of the record's version. */
  long arrival();

  /**
   * The record was created or changed.
   *
   * @param modified the record's own time, where it has one
   * @param full whether the body has every core member, so that nothing needs to be pulled later
   * @param members the names of the body's members
   * @param values PostgreSQL's text of each column, in the order of the kind's columns; null also
   *     where the body lacks it
   * @param lines the lines, where the body speaks of them
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

    /** The first half of the version: the own time, else the arrival's. */
    Instant versionTime() {
      return modified.orElse(receivedAt);
    }
  }

  /**
   * The record was deleted.
   *
   * @param versionTime the later of the record's own time and the arrival's
   */
  record Deletion(UUID eventId, String key, long arrival, Instant versionTime)
      implements RecordChange {}

  /** The body said nothing beyond the id: something changed, and only a pull can tell what. */
  record Touch(UUID eventId, String key, long arrival, Instant receivedAt)
      implements RecordChange {}
}
