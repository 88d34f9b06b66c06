package sale.tsh.tds.kind;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sale.tsh.tds.testing.TestDatabase;

/** The catalogue and the tables of schema {@code zoho} must agree. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MirrorTablesTest {

  private static final Map<String, String> BOOKKEEPING =
      Map.of(
          "version_time", "timestamptz not null",
          "version_arrival", "bigint not null",
          "event_id", "uuid",
          "changed_by", "uuid",
          "deleted_at", "timestamptz",
          "stale_since", "timestamptz",
          "stale_arrival", "bigint",
          "record", "jsonb");

  private final TestDatabase database = TestDatabase.migrated();

  @AfterAll
  void close() {
    database.close();
  }

  static List<Kind> kinds() {
    return KindCatalogue.kinds();
  }

  static List<Kind> kindsWithLines() {
    return kinds().stream().filter(kind -> kind.lineTable().isPresent()).toList();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void hasATableForEachKindWithItsColumnsAndTheBookkeeping(Kind kind) {
    Map<String, String> expected = new HashMap<>(BOOKKEEPING);
    expected.put(kind.key(), "text not null");
    expected.putAll(types(kind.columns()));
    assertThat(columns(kind.table())).isEqualTo(expected);
    assertThat(constraints(kind.table()))
        .containsExactly("%s_pk PRIMARY KEY (%s)".formatted(kind.table(), kind.key()));
  }

  /** A later pull asks for incomplete rows, kind by kind. */
  @ParameterizedTest
  @MethodSource("kinds")
  void hasAnIndexOfIncompleteRowsForEachKind(Kind kind) {
    assertThat(
            database
                .jdbc()
                .sql(
                    "select indexdef from pg_indexes where schemaname = 'zoho' and indexname = :name")
                .param("name", kind.table() + "_stale")
                .query(String.class)
                .list())
        .singleElement()
        .asString()
        .contains(" ON zoho.%s ".formatted(kind.table()), "(stale_since)", "WHERE");
  }

  @ParameterizedTest
  @MethodSource("kindsWithLines")
  void hasATableOfLinesWithItsColumnsAndThePosition(Kind kind) {
    LineTable lines = kind.lineTable().orElseThrow();
    Map<String, String> expected = new HashMap<>(types(lines.columns()));
    expected.put(kind.key(), "text not null");
    expected.put("position", "integer not null");
    assertThat(columns(lines.table())).isEqualTo(expected);
    assertThat(constraints(lines.table()))
        .containsExactly(
            "%s_pk PRIMARY KEY (%s, \"position\")".formatted(lines.table(), kind.key()));
  }

  /** Their table is made for all names at once, so any name stands for all. */
  @Test
  void hasOneTableForAllOtherKindsWithTheNameInItsKey() {
    Kind kind = KindCatalogue.kindOf("widget");
    Map<String, String> expected = new HashMap<>(BOOKKEEPING);
    kind.primaryKey().forEach(column -> expected.put(column, "text not null"));
    expected.putAll(types(kind.columns()));
    assertThat(kind.primaryKey()).containsExactly("entity_type", "entity_id");
    assertThat(columns(kind.table())).isEqualTo(expected);
    assertThat(constraints(kind.table()))
        .containsExactly("other_records_pk PRIMARY KEY (entity_type, entity_id)");
    assertThat(types(KindCatalogue.kindOf("cm_vehicle").columns()))
        .isEqualTo(types(kind.columns()));
  }

  @Test
  void hasNoTableWithoutAKind() {
    Stream<String> tables =
        Stream.concat(kinds().stream().map(Kind::table), Stream.of("other_records"));
    Stream<String> linesTables =
        kinds().stream().flatMap(kind -> kind.lineTable().stream()).map(LineTable::table);
    assertThat(
            database
                .jdbc()
                .sql(
                    "select relname from pg_class where relnamespace = 'zoho'::regnamespace and relkind not in ('i', 'v')")
                .query(String.class)
                .list())
        .containsExactlyInAnyOrderElementsOf(Stream.concat(tables, linesTables).toList());
  }

  private static Map<String, String> types(List<MirrorColumn> columns) {
    Map<String, String> types = new HashMap<>();
    columns.forEach(column -> types.put(column.name(), column.type().sql()));
    return types;
  }

  private Map<String, String> columns(String table) {
    Map<String, String> columns = new HashMap<>();
    database
        .jdbc()
        .sql(
            """
            select attname,
                   replace(format_type(atttypid, atttypmod), 'timestamp with time zone', 'timestamptz'),
                   case when attnotnull then ' not null' else '' end
              from pg_attribute
             where attrelid = to_regclass('zoho.' || :table)
               and attnum > 0
               and not attisdropped
            """)
        .param("table", table)
        .query(row -> {
          columns.put(row.getString(1), row.getString(2) + row.getString(3));
        });
    return columns;
  }

  /** Without "not null", which is a constraint too since PostgreSQL 18. */
  private List<@Nullable String> constraints(String table) {
    return database
        .jdbc()
        .sql(
            """
            select conname || ' ' || pg_get_constraintdef(oid)
              from pg_constraint
             where conrelid = to_regclass('zoho.' || :table)
               and contype <> 'n'
            """)
        .param("table", table)
        .query(String.class)
        .list();
  }
}
