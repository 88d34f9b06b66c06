package sale.tsh.tds.kind;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A kind of Zoho record, with everything that is particular to this kind. The catalogue holds all.
 *
 * @param name the kind's own name, in {@code tds_sync_queue.entity_type} and at the front of an
 *     event type
 * @param paths the last part of the webhook's path, {@code /webhooks/{path}}
 * @param names the names of the kind in bodies, as wrapper, {@code entity_type} or front of an
 *     {@code event_type}. The kind's own name is one of them.
 * @param table the mirror table in schema {@code zoho}
 * @param key the key column of that table, which is also Zoho's name of the record's id
 * @param idKeys the members that may hold the id. The first one present counts.
 * @param columns the columns that people query. The column {@code record} has the whole record.
 * @param core the members of every full body. A body without one of them is a part of the record,
 *     and a later pull must fetch the rest. The first is the record's name or number.
 * @param columnsByName the same columns by their names
 * @param resource where Zoho's API offers the records; null if it has no list of them
 */
public record Kind(
    String name,
    Set<String> paths,
    Set<String> names,
    String table,
    String key,
    List<String> idKeys,
    KeyUse keyUse,
    List<MirrorColumn> columns,
    Map<String, MirrorColumn> columnsByName,
    List<String> core,
    @Nullable LineTable lines,
    @Nullable ApiResource resource) {

  /** Whether the table has a column of this name, apart from the key. */
  public boolean hasColumn(String column) {
    return columnsByName.containsKey(column);
  }

  /** The column of this name, apart from the key. */
  public Optional<MirrorColumn> column(String column) {
    return Optional.ofNullable(columnsByName.get(column));
  }

  /** The members that the mirror reads: of ids, columns, lines and the core. */
  public Set<String> members() {
    return Stream.of(
            idKeys,
            core,
            columns.stream().flatMap(column -> column.keys().stream()).toList(),
            lineTable().map(LineTable::keys).orElse(List.of()),
            lineTable().map(LineTable::flatKeys).orElse(List.of()))
        .flatMap(List::stream)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The members of lines that the mirror reads. */
  public Set<String> lineMembers() {
    return lineTable().stream()
        .flatMap(lines -> lines.columns().stream())
        .flatMap(column -> column.keys().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The table of the record's lines, if the kind has lines. */
  public Optional<LineTable> lineTable() {
    return Optional.ofNullable(lines);
  }

  /** Where Zoho's API offers the records, if it has a list of them. */
  public Optional<ApiResource> apiResource() {
    return Optional.ofNullable(resource);
  }

  /** Whether Zoho's list of the kind is known to be sortable by this member. */
  public boolean isSortedBy(ApiResource.ListOrder order) {
    return apiResource().filter(each -> each.orders().contains(order)).isPresent();
  }

  /** Whether a row of Zoho's list is the whole record. */
  public boolean rowIsRecord() {
    return apiResource().filter(ApiResource::rowIsRecord).isPresent();
  }

  /** Whether the catalogue does not have this kind, so that its records are in the shared table. */
  public boolean isOther() {
    return table.equals(OtherKinds.TABLE);
  }

  /** The kind's name in metrics. A kind outside the catalogue has none of its own there. */
  public String label() {
    return isOther() ? OtherKinds.LABEL : name;
  }

  /** The columns of the table's primary key. In the shared table the kind's name is one of them. */
  public List<String> primaryKey() {
    return isOther() ? List.of(OtherKinds.TYPE, key) : List.of(key);
  }

  /** The condition in SQL that a row of the table is the record with this id. */
  public String isRecord(String row, String id) {
    String hasId = "%s.%s = %s".formatted(row, key, id);
    return isOther() ? "%s.%s = '%s' and %s".formatted(row, OtherKinds.TYPE, name, hasId) : hasId;
  }

  static Builder kind(String name) {
    return new Builder(name);
  }

  /** Builds a definition. {@link #build()} adds the columns that every kind has. */
  static final class Builder {
    private final String name;
    private final Set<String> paths = new LinkedHashSet<>();
    private final Set<String> names = new LinkedHashSet<>();
    private final List<String> idKeys = new ArrayList<>();
    private String table = "";
    private String key = "";
    private KeyUse keyUse = KeyUse.OWN;
    private ColumnList columns = ColumnList.all();
    private List<String> core = List.of();
    private @Nullable LineTable lines;
    private @Nullable ApiResource resource;

    private Builder(String name) {
      this.name = name;
      names.add(name);
    }

    Builder paths(String... all) {
      paths.addAll(Arrays.asList(all));
      return this;
    }

    /** Further names of this kind in bodies. */
    Builder alsoNamed(String... all) {
      names.addAll(Arrays.asList(all));
      return this;
    }

    /** Adds the plural of each name, and each without underscores, as people write envelopes. */
    Builder inEachSpelling() {
      for (String each : List.copyOf(names)) {
        for (String spelling : List.of(each, each.replace("_", ""))) {
          names.add(spelling);
          names.add(plural(spelling));
        }
      }
      return this;
    }

    private static String plural(String name) {
      return name.endsWith("s") ? name : name.endsWith("x") ? name + "es" : name + "s";
    }

    Builder table(String table) {
      this.table = table;
      return this;
    }

    /** The key, and other spellings of the key in bodies. */
    Builder key(String key, String... others) {
      this.key = key;
      idKeys.add(key);
      idKeys.addAll(Arrays.asList(others));
      return this;
    }

    /** Where the key occurs, if not in the kind's own records alone. */
    Builder keyIn(KeyUse use) {
      keyUse = use;
      return this;
    }

    /** A table of several kinds. Its key is a column and no member of the record. */
    Builder sharedTable(String table, String key, Collection<String> idKeys) {
      this.table = table;
      this.key = key;
      this.idKeys.addAll(idKeys);
      return this;
    }

    Builder columns(ColumnList... groups) {
      columns = ColumnList.all(groups);
      return this;
    }

    /** The members that a full body of this kind always has. */
    Builder core(String... members) {
      core = List.of(members);
      return this;
    }

    Builder lines(String table, List<String> keys, ColumnList... groups) {
      lines = new LineTable(table, keys, ColumnList.all(groups).list(), List.of());
      return this;
    }

    /** Lines of a kind whose record may be its own only line, if the record has the flat keys. */
    Builder linesOrFlat(
        String table, List<String> keys, List<String> flatKeys, ColumnList... groups) {
      lines = new LineTable(table, keys, ColumnList.all(groups).list(), flatKeys);
      return this;
    }

    /** Where Zoho's API offers the records. */
    Builder at(ApiResource resource) {
      this.resource = resource;
      return this;
    }

    Kind build() {
      ColumnList times =
          ColumnList.all(
              ColumnList.time("created_time"),
              ColumnList.either(
                  KindCatalogue.MODIFIED,
                  ColumnType.TIME,
                  KindCatalogue.MODIFIED,
                  KindCatalogue.UPDATED));
      List<MirrorColumn> all = ColumnList.all(columns, times).list();
      return new Kind(
          name,
          Set.copyOf(paths),
          Set.copyOf(names),
          table,
          key,
          List.copyOf(idKeys),
          keyUse,
          all,
          all.stream()
              .collect(Collectors.toUnmodifiableMap(MirrorColumn::name, Function.identity())),
          core,
          lines,
          resource);
    }
  }
}
