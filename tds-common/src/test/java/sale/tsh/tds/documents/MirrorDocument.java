package sale.tsh.tds.documents;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.kind.MirrorColumn;

/**
 * The part of {@code docs/mirror.md} that lists every table, view and column of schema {@code
 * zoho}. Types and meanings come from the database, the members of records from the catalogue.
 */
final class MirrorDocument {

  static final String BEGIN = "<!-- made by MirrorDocumentTest, do not edit: begin -->\n";
  static final String END = "<!-- made by MirrorDocumentTest, do not edit: end -->\n";

  /** Every table of records has these. One section explains them for all. */
  private static final List<String> BOOKKEEPING =
      List.of(
          "version_time",
          "version_arrival",
          "event_id",
          "changed_by",
          "deleted_at",
          "stale_since",
          "stale_arrival",
          "record");

  private final JdbcClient jdbc;
  private final Map<String, String> sources = new HashMap<>();
  private final Set<String> order = new LinkedHashSet<>();

  MirrorDocument(JdbcClient jdbc) {
    this.jdbc = jdbc;
    for (Kind kind : KindCatalogue.kinds()) {
      order.add(kind.table());
      sources.put(kind.table() + "." + kind.key(), code(kind.idKeys()));
      kind.columns().forEach(column -> addSource(kind.table(), column));
      kind.lineTable()
          .ifPresent(lines -> {
            order.add(lines.table());
            lines.columns().forEach(column -> addSource(lines.table(), column));
          });
    }
  }

  String text() {
    List<Relation> relations = relations();
    return Stream.of(
            "## Columns of every table of records\n\n" + bookkeeping(),
            "## Tables\n",
            sections(relations, false),
            "## Views\n",
            sections(relations, true))
        .collect(Collectors.joining("\n", BEGIN + "\n", "\n" + END));
  }

  private void addSource(String table, MirrorColumn column) {
    sources.put(table + "." + column.name(), code(column.keys()));
  }

  private static String code(List<String> members) {
    return members.stream().collect(Collectors.joining("`, `", "`", "`"));
  }

  private String bookkeeping() {
    String first = order.iterator().next();
    return "| column | type | meaning |\n|---|---|---|\n"
        + columns(first).stream()
            .filter(column -> BOOKKEEPING.contains(column.name()))
            .map(column ->
                "| `%s` | %s | %s |\n".formatted(column.name(), column.type(), column.meaning()))
            .collect(Collectors.joining());
  }

  private String sections(List<Relation> relations, boolean views) {
    return relations.stream()
        .filter(relation -> relation.isView() == views)
        .map(this::section)
        .collect(Collectors.joining("\n"));
  }

  private String section(Relation relation) {
    String heading = "### %s\n\n%s\n\n".formatted(relation.name(), relation.meaning());
    List<MirroredColumn> columns =
        columns(relation.name()).stream()
            .filter(column -> relation.isView() || !BOOKKEEPING.contains(column.name()))
            .toList();
    return relation.isView()
        ? heading
            + "| column | type | meaning |\n|---|---|---|\n"
            + columns.stream()
                .map(column ->
                    "| `%s` | %s | %s |\n"
                        .formatted(column.name(), column.type(), column.meaning()))
                .collect(Collectors.joining())
        : heading
            + "| column | type | members of the record | meaning |\n|---|---|---|---|\n"
            + columns.stream()
                .map(column ->
                    "| `%s` | %s | %s | %s |\n"
                        .formatted(
                            column.name(),
                            column.type(),
                            sources.getOrDefault(relation.name() + "." + column.name(), ""),
                            column.meaning()))
                .collect(Collectors.joining());
  }

  /** The tables in the catalogue's order with their lines, then the rest by name. */
  private List<Relation> relations() {
    Map<String, Relation> all =
        jdbc
            .sql(
                """
                select c.relname, c.relkind = 'v' as is_view, obj_description(c.oid) as meaning
                  from pg_class c
                 where c.relnamespace = 'zoho'::regnamespace
                   and c.relkind in ('r', 'v')
                 order by c.relname
                """)
            .query((row, number) ->
                new Relation(row.getString(1), row.getBoolean(2), cell(row.getString(3))))
            .list()
            .stream()
            .collect(Collectors.toMap(Relation::name, each -> each));
    Set<String> names = new LinkedHashSet<>(order);
    all.keySet().stream().sorted().forEach(names::add);
    return names.stream().map(name -> Optional.ofNullable(all.get(name)).orElseThrow()).toList();
  }

  private List<MirroredColumn> columns(String relation) {
    return jdbc.sql(
            """
            select attname,
                   replace(format_type(atttypid, atttypmod), 'timestamp with time zone', 'timestamptz'),
                   col_description(attrelid, attnum)
              from pg_attribute
             where attrelid = to_regclass('zoho.' || :relation)
               and attnum > 0
               and not attisdropped
             order by attnum
            """)
        .param("relation", relation)
        .query((row, number) ->
            new MirroredColumn(row.getString(1), row.getString(2), cell(row.getString(3))))
        .list();
  }

  private static String cell(@Nullable String text) {
    return text == null ? "" : text.replace("|", "\\|");
  }

  private record Relation(String name, boolean isView, String meaning) {}

  private record MirroredColumn(String name, String type, String meaning) {}
}
