package sale.tsh.tds.worker.mirror;

import static sale.tsh.tds.persistence.SqlArrays.array;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.queue.Outcome;

/** Merges changes into the mirror's tables, inside the caller's transaction. */
public class Mirror {

  private final JdbcClient jdbc;
  private final Duration idleLimit;

  /** By kind. The intake bounds how many kinds there can be. */
  private final Map<String, MirrorStatements> statements = new ConcurrentHashMap<>();

  /**
   * @param idleLimit when the server ends a session that idles in a transaction because its worker
   *     is frozen or gone
   */
  public Mirror(JdbcClient jdbc, Duration idleLimit) {
    this.jdbc = jdbc;
    this.idleLimit = idleLimit;
  }

  /** Limits how long each later statement of the caller's transaction waits for a lock. */
  public void waitForLocksAtMost(Duration limit) {
    jdbc.sql("select set_config('lock_timeout', :limit, true)")
        .param("limit", millis(limit))
        .query()
        .singleRow();
  }

  /**
   * Applies changes of one kind and returns each event's outcome. A record may have several
   * changes.
   */
  public Map<UUID, Outcome> apply(Kind kind, List<RecordChange> changes) {
    // One statement takes at most one change of a record, so several changes need several rounds.
    Rounds rounds = Rounds.of(changes);
    Map<UUID, Outcome> outcomes = new HashMap<>();
    rounds.superseded().forEach(change -> outcomes.put(change.eventId(), Outcome.SUPERSEDED));
    rounds.rounds().forEach(round -> applyRound(kind, round, outcomes));
    return outcomes;
  }

  private void applyRound(Kind kind, List<RecordChange> round, Map<UUID, Outcome> outcomes) {
    List<RecordChange.Edit> edits = new ArrayList<>();
    List<RecordChange.Deletion> deletions = new ArrayList<>();
    List<RecordChange.Touch> touches = new ArrayList<>();
    for (RecordChange change : round) {
      switch (change) {
        case RecordChange.Edit edit -> edits.add(edit);
        case RecordChange.Deletion deletion -> deletions.add(deletion);
        case RecordChange.Touch touch -> touches.add(touch);
      }
    }
    if (!edits.isEmpty()) {
      edit(kind, edits, outcomes);
    }
    if (!deletions.isEmpty()) {
      delete(kind, deletions, outcomes);
    }
    if (!touches.isEmpty()) {
      touch(kind, touches, outcomes);
    }
  }

  private void edit(Kind kind, List<RecordChange.Edit> edits, Map<UUID, Outcome> outcomes) {
    JdbcClient.StatementSpec bound =
        jdbc.sql(statementsOf(kind).edit())
            .param("idleLimit", millis(idleLimit))
            .param("keys", array(edits, RecordChange.Edit::key))
            .param("versionTimes", array(edits, edit -> edit.versionTime().toString()))
            .param("versionArrivals", array(edits, edit -> Long.toString(edit.arrival())))
            .param("eventIds", array(edits, edit -> edit.eventId().toString()))
            .param(
                "staleSince",
                array(edits, edit -> edit.full() ? null : edit.receivedAt().toString()))
            .param("records", array(edits, RecordChange.Edit::json));
    Map<String, Outcome> moved =
        moved(ColumnArrays.bind(bound, kind.columns(), edits, RecordChange.Edit::values));
    edits.forEach(
        edit -> outcomes.put(edit.eventId(), moved.getOrDefault(edit.key(), Outcome.SUPERSEDED)));
    replaceLines(
        kind,
        edits.stream()
            .filter(edit -> moved.containsKey(edit.key()))
            .filter(edit -> linesMayDiffer(kind, moved.get(edit.key()) == Outcome.APPLIED))
            .flatMap(edit -> edit.lines().map(lines -> new RecordLines(edit.key(), lines)).stream())
            .toList());
    // An edit without a time of its own loses only to a tombstone, whatever the clocks say.
    markStale(
        kind,
        edits.stream()
            .filter(edit -> edit.modified().isPresent() && !moved.containsKey(edit.key()))
            .toList(),
        false);
  }

  /**
   * Whether the lines must be written. Some kinds have several members for their lines, and the
   * record keeps the list of each. Then a body that repeats an older list changes the lines but not
   * the record.
   */
  private static boolean linesMayDiffer(Kind kind, boolean applied) {
    return applied
        || kind.lineTable()
            .filter(lines -> lines.keys().size() > 1 || !lines.flatKeys().isEmpty())
            .isPresent();
  }

  /** Makes the lines of these records those given. Lines that are so already are not written. */
  public void replaceLines(Kind kind, List<RecordLines> records) {
    if (records.isEmpty()) {
      return;
    }
    List<RecordLines.LineRow> rows = records.stream().flatMap(RecordLines::rows).toList();
    JdbcClient.StatementSpec bound =
        jdbc.sql(statementsOf(kind).replaceLines())
            .param("keys", array(records, RecordLines::key))
            .param("lineKeys", array(rows, RecordLines.LineRow::key))
            .param("positions", array(rows, row -> Integer.toString(row.position())));
    ColumnArrays.bind(
            bound, kind.lineTable().orElseThrow().columns(), rows, RecordLines.LineRow::values)
        .update();
  }

  private void delete(
      Kind kind, List<RecordChange.Deletion> deletions, Map<UUID, Outcome> outcomes) {
    Map<String, Outcome> moved =
        moved(
            jdbc.sql(statementsOf(kind).delete())
                .param("idleLimit", millis(idleLimit))
                .param("keys", array(deletions, RecordChange.Deletion::key))
                .param(
                    "versionTimes", array(deletions, deletion -> deletion.versionTime().toString()))
                .param(
                    "modified",
                    array(
                        deletions,
                        deletion -> deletion.modified().map(Instant::toString).orElse(null)))
                .param(
                    "versionArrivals",
                    array(deletions, deletion -> Long.toString(deletion.arrival())))
                .param("eventIds", array(deletions, deletion -> deletion.eventId().toString())));
    deletions.forEach(deletion ->
        outcomes.put(deletion.eventId(), moved.getOrDefault(deletion.key(), Outcome.SUPERSEDED)));
    if (kind.lineTable().isPresent() && !moved.isEmpty()) {
      jdbc.sql(statementsOf(kind).deleteLines())
          .param("keys", moved.keySet().toArray(String[]::new))
          .update();
    }
    markStale(
        kind,
        deletions.stream().filter(deletion -> !moved.containsKey(deletion.key())).toList(),
        true);
  }

  /** Marks the records of bodies with nothing but an id as stale, so that they are pulled. */
  private void touch(Kind kind, List<RecordChange.Touch> touches, Map<UUID, Outcome> outcomes) {
    jdbc.sql(statementsOf(kind).touch())
        .param("idleLimit", millis(idleLimit))
        .param("keys", array(touches, RecordChange.Touch::key))
        .param("arrivals", array(touches, touch -> Long.toString(touch.arrival())))
        .param("staleSince", array(touches, touch -> touch.receivedAt().toString()))
        .update();
    touches.forEach(touch -> outcomes.put(touch.eventId(), Outcome.INCOMPLETE));
  }

  /** Marks rows as stale that won over a later delivery only because of the two clocks. */
  private void markStale(Kind kind, List<? extends RecordChange> superseded, boolean deletions) {
    if (superseded.isEmpty()) {
      return;
    }
    jdbc.sql(statementsOf(kind).markStale())
        .param("keys", array(superseded, RecordChange::key))
        .param("arrivals", array(superseded, change -> Long.toString(change.arrival())))
        .param("staleSince", array(superseded, change -> change.receivedAt().toString()))
        .param("deletions", deletions)
        .update();
  }

  /**
   * Runs a merge and returns the keys whose version moved, each with whether its content changed.
   * Other keys met a newer version.
   */
  private static Map<String, Outcome> moved(JdbcClient.StatementSpec statement) {
    Map<String, Outcome> moved = new HashMap<>();
    statement.query(row -> {
      moved.put(row.getString(1), row.getBoolean(2) ? Outcome.APPLIED : Outcome.UNCHANGED);
    });
    return moved;
  }

  private MirrorStatements statementsOf(Kind kind) {
    return statements.computeIfAbsent(kind.name(), name -> MirrorStatements.of(kind));
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }
}
