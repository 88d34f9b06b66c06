package sale.tsh.tds.worker.rebuild;

import static sale.tsh.tds.persistence.SqlArrays.array;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.LineTable;
import sale.tsh.tds.kind.MirrorColumn;
import sale.tsh.tds.persistence.RefusedValue;
import sale.tsh.tds.search.RecordLabel;
import sale.tsh.tds.worker.mirror.ColumnArrays;
import sale.tsh.tds.worker.mirror.Mirror;
import sale.tsh.tds.worker.mirror.RecordContent;
import sale.tsh.tds.worker.mirror.RecordLines;
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

  private static final RecordReader READER =
      new RecordReader(unreadable -> {}, (kind, record) -> {});

  private static final Logger log = LoggerFactory.getLogger(KindRebuild.class);

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

  /** Rebuilds the rows after this key. A row that the database refuses stays as it is. */
  RebuiltPage rebuild(String after) {
    return examine(after, this::rebuild);
  }

  /** Compares the rows after this key with their records and changes none. */
  RebuiltPage compare(String after) {
    return examine(after, ReadRows::differing);
  }

  /** Goes on row by row where the database refuses a value, so that the other rows do not wait. */
  private RebuiltPage examine(String after, Function<ReadRows, List<RebuiltRow>> examination) {
    ReadRows page = read(after);
    List<RebuiltRow> differing =
        unlessRefused(() -> examination.apply(page))
            .orElseGet(() ->
                page.each().stream()
                    .flatMap(row ->
                        unlessRefused(() -> examination.apply(row))
                            .orElseGet(() -> page.leave(row))
                            .stream())
                    .toList());
    return page.result(differing);
  }

  /** Empty if the database refused a value. Then the transaction is as it was before. */
  private Optional<List<RebuiltRow>> unlessRefused(Supplier<List<RebuiltRow>> examination) {
    jdbc.sql("savepoint examined").update();
    try {
      List<RebuiltRow> differing = examination.get();
      jdbc.sql("release savepoint examined").update();
      return Optional.of(differing);
    } catch (DataAccessException e) {
      if (!RefusedValue.causedBy(e)) {
        throw e;
      }
      log.warn(
          "The database refuses a value of a rebuilt {}: {}",
          kind.name(),
          NestedExceptionUtils.getMostSpecificCause(e).getMessage());
      jdbc.sql("rollback to savepoint examined").update();
      return Optional.empty();
    }
  }

  private List<RebuiltRow> rebuild(ReadRows page) {
    page.nameRecords();
    List<RebuiltRow> differing = page.differing();
    update(page, differing);
    mirror.replaceLines(
        kind,
        differing.stream().filter(RebuiltRow::lines).map(row -> page.lines(row.key())).toList());
    return differing;
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

    /** Each row as a page of its own. */
    List<ReadRows> each() {
      return rows.values().stream().map(this::only).toList();
    }

    private ReadRows only(Derived row) {
      ReadRows page = new ReadRows();
      page.rows.put(row.key(), row);
      return page;
    }

    /** Counts a row of this page as one that cannot be read. None of it differs then. */
    List<RebuiltRow> leave(ReadRows row) {
      rows.keySet().removeAll(row.rows.keySet());
      unreadable += row.rows.size();
      return List.of();
    }

    RebuiltPage result(List<RebuiltRow> differing) {
      return new RebuiltPage(lastKey, rows.size() + unreadable, unreadable, differing);
    }

    /** Adds what the search knows of records that came before it did. */
    void nameRecords() {
      List<NamedRow> named =
          rows.values().stream()
              .map(row -> new NamedRow(row.key(), RecordLabel.of(kind, row.key(), row.record())))
              .toList();
      jdbc.sql(RebuildStatements.NAME_RECORDS)
          .param("kind", kind.name())
          .param("ids", array(named, NamedRow::key))
          .param("numbers", array(named, row -> row.label().number()))
          .param("names", array(named, row -> row.label().name()))
          .param("words", array(named, row -> row.label().words()))
          .update();
    }

    RecordLines lines(String key) {
      return lines(Objects.requireNonNull(rows.get(key))).orElseThrow();
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
      JdbcClient.StatementSpec bound =
          ColumnArrays.bind(
              statement.param("keys", array(all, Derived::key)),
              kind.columns(),
              all,
              row -> row.content().values());
      for (int i = 0; i < kind.columns().size(); i++) {
        MirrorColumn column = kind.columns().get(i);
        if (RebuildStatements.isAmbiguous(column)) {
          bound =
              bound.param(
                  RebuildStatements.stays(i),
                  array(all, row -> Boolean.toString(row.differs(column.keys()))));
        }
      }
      return bound;
    }

    private Set<String> differingLines() {
      Optional<LineTable> table = kind.lineTable();
      List<RecordLines> all = rows.values().stream().flatMap(row -> lines(row).stream()).toList();
      if (table.isEmpty() || all.isEmpty()) {
        return Set.of();
      }
      List<RecordLines.LineRow> lines = all.stream().flatMap(RecordLines::rows).toList();
      JdbcClient.StatementSpec bound =
          jdbc.sql(statements.compareLines())
              .param("keys", array(all, RecordLines::key))
              .param("lineKeys", array(lines, RecordLines.LineRow::key))
              .param("positions", array(lines, line -> Integer.toString(line.position())));
      return new HashSet<>(
          ColumnArrays.bind(bound, table.get().columns(), lines, RecordLines.LineRow::values)
              .query(String.class)
              .list());
    }

    /** The lines, unless the record holds several lists that differ. */
    private Optional<RecordLines> lines(Derived row) {
      return kind.lineTable()
          .filter(table -> !row.differs(table.keys()))
          .flatMap(table -> row.content().lines())
          .map(lines -> new RecordLines(row.key(), lines));
    }
  }

  private record NamedRow(String key, RecordLabel label) {}

  /** A row's key, its record, and what the record gives. */
  private record Derived(String key, ObjectNode record, RecordContent content) {

    /** Whether some of these members are present and differ from each other. */
    boolean differs(List<String> members) {
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
