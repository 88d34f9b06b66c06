package sale.tsh.tds.worker.rebuild;

import static sale.tsh.tds.persistence.SqlArrays.array;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.LineTable;
import sale.tsh.tds.worker.mirror.Mirror;
import sale.tsh.tds.worker.mirror.RecordContent;
import sale.tsh.tds.worker.mirror.RecordReader;
import sale.tsh.tds.worker.mirror.UnreadableValueException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rebuilds the rows of one kind, page by page, each page in the caller's transaction. A page waits
 * only briefly for rows that a handler has locked. Then the caller repeats it.
 */
final class KindRebuild {

  /**
   * Below the server's time to look for deadlocks, so that a rebuild yields and no handler does.
   */
  private static final Duration LOCK_PATIENCE = Duration.ofMillis(200);

  private static final int ROWS = 200;

  /** In bytes of JSON. A page takes several times this much memory. */
  private static final int BYTES = 4 * 1024 * 1024;

  private static final RecordReader READER = new RecordReader(unreadable -> {});

  private final Kind kind;
  private final JdbcClient jdbc;
  private final Mirror mirror;
  private final RebuildStatements statements;

  KindRebuild(Kind kind, JdbcClient jdbc, Mirror mirror) {
    this.kind = kind;
    this.jdbc = jdbc;
    this.mirror = mirror;
    this.statements = RebuildStatements.of(kind);
  }

  /** Rebuilds the rows after this key. */
  RebuiltPage rebuild(String after) {
    ReadRows page = read(after);
    List<RebuiltRow> differing = page.differing();
    update(page, differing);
    mirror.replaceLines(
        kind,
        differing.stream().filter(RebuiltRow::lines).map(row -> page.lines(row.key())).toList());
    return page.result(differing);
  }

  /** Compares the rows after this key with their records and changes none. */
  RebuiltPage compare(String after) {
    ReadRows page = read(after);
    return page.result(page.differing());
  }

  private ReadRows read(String after) {
    mirror.waitForLocksAtMost(LOCK_PATIENCE);
    ReadRows page = new ReadRows();
    jdbc.sql(statements.page())
        .param("after", after)
        .param("rows", ROWS)
        .param("bytes", BYTES)
        .query(row -> {
          page.add(row.getString("key"), row.getString("record"));
        });
    return page;
  }

  private void update(ReadRows page, List<RebuiltRow> differing) {
    List<RebuiltRow> columns = differing.stream().filter(row -> !row.columns().isEmpty()).toList();
    if (!columns.isEmpty()) {
      page.bindColumns(jdbc.sql(statements.update()))
          .param("differing", array(columns, RebuiltRow::key))
          .update();
    }
  }

  /** The rows that were read, with the content that their records give. */
  private final class ReadRows {

    private final Map<String, Derived> rows = new LinkedHashMap<>();
    private @Nullable String lastKey;
    private int unreadable;

    void add(String key, String json) {
      lastKey = key;
      try {
        ObjectNode record = (ObjectNode) Json.parse(json);
        rows.put(key, new Derived(key, record, READER.content(kind, record)));
      } catch (UnreadableValueException | JacksonException e) {
        unreadable++;
      }
    }

    RebuiltPage result(List<RebuiltRow> differing) {
      return new RebuiltPage(lastKey, rows.size() + unreadable, unreadable, differing);
    }

    Mirror.RecordLines lines(String key) {
      Derived row = Objects.requireNonNull(rows.get(key));
      return new Mirror.RecordLines(key, row.lines().orElseThrow());
    }

    List<RebuiltRow> differing() {
      if (rows.isEmpty()) {
        return List.of();
      }
      Map<String, List<String>> columns = new LinkedHashMap<>();
      bindColumns(jdbc.sql(statements.compare()))
          .query(row -> {
            columns.put(
                row.getString("key"), List.of((String[]) row.getArray("columns").getArray()));
          });
      Set<String> lines = differingLines();
      return rows.keySet().stream()
          .filter(key -> columns.containsKey(key) || lines.contains(key))
          .map(
              key -> new RebuiltRow(key, columns.getOrDefault(key, List.of()), lines.contains(key)))
          .toList();
    }

    JdbcClient.StatementSpec bindColumns(JdbcClient.StatementSpec statement) {
      List<Derived> all = List.copyOf(rows.values());
      JdbcClient.StatementSpec bound = statement.param("keys", array(all, Derived::key));
      for (int i = 0; i < kind.columns().size(); i++) {
        int column = i;
        bound =
            bound.param(
                RebuildStatements.values(i), array(all, row -> row.content().values().get(column)));
        if (RebuildStatements.isAmbiguous(kind.columns().get(i))) {
          bound =
              bound.param(
                  RebuildStatements.stays(i),
                  array(all, row -> Boolean.toString(row.isAmbiguous(column))));
        }
      }
      return bound;
    }

    private Set<String> differingLines() {
      Optional<LineTable> table = kind.lineTable();
      List<Derived> all = rows.values().stream().filter(row -> row.lines().isPresent()).toList();
      if (table.isEmpty() || all.isEmpty()) {
        return Set.of();
      }
      List<DerivedLine> lines = all.stream().flatMap(Derived::positioned).toList();
      JdbcClient.StatementSpec statement =
          jdbc.sql(statements.compareLines())
              .param("keys", array(all, Derived::key))
              .param("lineKeys", array(lines, DerivedLine::key))
              .param("positions", array(lines, line -> Integer.toString(line.position())));
      for (int i = 0; i < table.get().columns().size(); i++) {
        int column = i;
        statement =
            statement.param(
                RebuildStatements.values(i), array(lines, line -> line.values().get(column)));
      }
      return new HashSet<>(statement.query(String.class).list());
    }
  }

  private record DerivedLine(String key, int position, List<@Nullable String> values) {}

  /** A row's key, its record, and what the record gives. */
  private final class Derived {

    private final String key;
    private final ObjectNode record;
    private final RecordContent content;

    Derived(String key, ObjectNode record, RecordContent content) {
      this.key = key;
      this.record = record;
      this.content = content;
    }

    String key() {
      return key;
    }

    RecordContent content() {
      return content;
    }

    /** Whether members of the column are present that differ from each other. */
    boolean isAmbiguous(int column) {
      return differ(kind.columns().get(column).keys());
    }

    /** The lines, unless the record holds several lists that differ. */
    Optional<List<List<@Nullable String>>> lines() {
      return content
          .lines()
          .filter(lines -> kind.lineTable().filter(table -> differ(table.keys())).isEmpty());
    }

    Stream<DerivedLine> positioned() {
      List<DerivedLine> positioned = new ArrayList<>();
      for (List<@Nullable String> values : lines().orElseThrow()) {
        positioned.add(new DerivedLine(key, positioned.size() + 1, values));
      }
      return positioned.stream();
    }

    private boolean differ(List<String> members) {
      return members.size() > 1
          && members.stream()
                  .map(record::path)
                  .filter(value -> !value.isMissingNode() && !value.isNull())
                  .map(JsonNode::toString)
                  .distinct()
                  .count()
              > 1;
    }
  }
}
