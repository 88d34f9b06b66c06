package sale.tsh.tds.worker.mirror;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.entity.EntityCatalogue;
import sale.tsh.tds.entity.EntityKind;
import sale.tsh.tds.queue.Outcome;

/** Merges changes into the mirror's tables, inside the caller's transaction. */
public class Mirror {

  private final JdbcClient jdbc;
  private final Map<String, MirrorStatements> statements;

  public Mirror(JdbcClient jdbc) {
    this.jdbc = jdbc;
    this.statements =
        EntityCatalogue.kinds().stream()
            .collect(Collectors.toUnmodifiableMap(EntityKind::name, MirrorStatements::of));
  }

  /** Applies changes of one kind, any number a record, and tells each event's outcome. */
  public Map<UUID, Outcome> apply(EntityKind kind, List<RecordChange> changes) {
    Rounds rounds = Rounds.of(changes);
    Map<UUID, Outcome> outcomes = new HashMap<>();
    rounds.superseded().forEach(change -> outcomes.put(change.eventId(), Outcome.SUPERSEDED));
    rounds.rounds().forEach(round -> applyRound(kind, round, outcomes));
    return outcomes;
  }

  private void applyRound(EntityKind kind, List<RecordChange> round, Map<UUID, Outcome> outcomes) {
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

  private void edit(EntityKind kind, List<RecordChange.Edit> edits, Map<UUID, Outcome> outcomes) {
    JdbcClient.StatementSpec statement =
        jdbc.sql(of(kind).edit())
            .param("keys", array(edits, RecordChange.Edit::key))
            .param("versionTimes", array(edits, edit -> edit.versionTime().toString()))
            .param("versionArrivals", array(edits, edit -> Long.toString(edit.arrival())))
            .param("eventIds", array(edits, edit -> edit.eventId().toString()))
            .param(
                "staleSince",
                array(edits, edit -> edit.full() ? null : edit.receivedAt().toString()))
            .param("records", array(edits, RecordChange.Edit::json));
    for (int i = 0; i < kind.columns().size(); i++) {
      int column = i;
      statement =
          statement.param(
              MirrorStatements.parameter(i), array(edits, edit -> edit.values().get(column)));
    }
    Map<String, Outcome> moved = moved(statement);
    edits.forEach(
        edit -> outcomes.put(edit.eventId(), moved.getOrDefault(edit.key(), Outcome.SUPERSEDED)));
    replaceLines(
        kind,
        edits.stream()
            .filter(edit -> moved.containsKey(edit.key()))
            .filter(edit -> linesMayDiffer(kind, moved.get(edit.key()) == Outcome.APPLIED))
            .toList());
  }

  /**
   * Where bodies say their lines in several ways, a record that still holds an older way too looks
   * unchanged although its lines are not.
   */
  private static boolean linesMayDiffer(EntityKind kind, boolean applied) {
    return applied
        || kind.withLines()
            .filter(lines -> lines.keys().size() > 1 || lines.flatKey() != null)
            .isPresent();
  }

  private void replaceLines(EntityKind kind, List<RecordChange.Edit> won) {
    List<RecordChange.Edit> speaking =
        won.stream().filter(edit -> edit.lines().isPresent()).toList();
    if (speaking.isEmpty()) {
      return;
    }
    deleteLines(kind, array(speaking, RecordChange.Edit::key));
    List<Line> lines =
        speaking.stream()
            .flatMap(
                edit -> {
                  List<List<@Nullable String>> values = edit.lines().orElseThrow();
                  return IntStream.range(0, values.size())
                      .mapToObj(i -> new Line(edit.key(), i + 1, values.get(i)));
                })
            .toList();
    if (lines.isEmpty()) {
      return;
    }
    JdbcClient.StatementSpec statement =
        jdbc.sql(of(kind).insertLines())
            .param("keys", array(lines, Line::key))
            .param("positions", array(lines, line -> Integer.toString(line.position())));
    for (int i = 0; i < kind.withLines().orElseThrow().columns().size(); i++) {
      int column = i;
      statement =
          statement.param(
              MirrorStatements.parameter(i), array(lines, line -> line.values().get(column)));
    }
    statement.update();
  }

  private void delete(
      EntityKind kind, List<RecordChange.Deletion> deletions, Map<UUID, Outcome> outcomes) {
    Map<String, Outcome> moved =
        moved(
            jdbc.sql(of(kind).delete())
                .param("keys", array(deletions, RecordChange.Deletion::key))
                .param(
                    "versionTimes", array(deletions, deletion -> deletion.versionTime().toString()))
                .param(
                    "versionArrivals",
                    array(deletions, deletion -> Long.toString(deletion.arrival())))
                .param("eventIds", array(deletions, deletion -> deletion.eventId().toString())));
    deletions.forEach(
        deletion ->
            outcomes.put(
                deletion.eventId(), moved.getOrDefault(deletion.key(), Outcome.SUPERSEDED)));
    if (kind.withLines().isPresent() && !moved.isEmpty()) {
      deleteLines(kind, moved.keySet().toArray(String[]::new));
    }
  }

  private void touch(
      EntityKind kind, List<RecordChange.Touch> touches, Map<UUID, Outcome> outcomes) {
    jdbc.sql(of(kind).touch())
        .param("keys", array(touches, RecordChange.Touch::key))
        .param("arrivals", array(touches, touch -> Long.toString(touch.arrival())))
        .param("staleSince", array(touches, touch -> touch.receivedAt().toString()))
        .update();
    touches.forEach(touch -> outcomes.put(touch.eventId(), Outcome.INCOMPLETE));
  }

  private void deleteLines(EntityKind kind, @Nullable String[] keys) {
    jdbc.sql(of(kind).deleteLines()).param("keys", keys).update();
  }

  /** The keys whose version moved; a key that is missing met a newer version. */
  private static Map<String, Outcome> moved(JdbcClient.StatementSpec statement) {
    Map<String, Outcome> moved = new HashMap<>();
    statement.query(
        row -> {
          moved.put(row.getString(1), row.getBoolean(2) ? Outcome.APPLIED : Outcome.UNCHANGED);
        });
    return moved;
  }

  private MirrorStatements of(EntityKind kind) {
    MirrorStatements found = statements.get(kind.name());
    if (found == null) {
      throw new IllegalArgumentException(kind.name() + " is not in the catalogue");
    }
    return found;
  }

  private static <T> @Nullable String[] array(List<T> rows, Function<T, @Nullable String> value) {
    return rows.stream().map(value).toArray(String[]::new);
  }

  private record Line(String key, int position, List<@Nullable String> values) {}
}
