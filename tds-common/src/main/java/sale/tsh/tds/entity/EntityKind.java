package sale.tsh.tds.entity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A kind of Zoho record: everything that is particular to it. The catalogue holds one of each.
 *
 * @param name the kind's own name: {@code tds_sync_queue.entity_type} and the front of an event
 *     type
 * @param paths the last part of the webhook's path, {@code /webhooks/{path}}
 * @param names what bodies call the kind, as wrapper, {@code entity_type} or front of an {@code
 *     event_type}; the kind's own name is one of them
 * @param table the mirror table in schema {@code zoho}
 * @param key the key column of that table, which is also Zoho's name of the record's id
 * @param idKeys the members that may hold the id, the first present one wins
 * @param columns the columns people query; the whole record stands in {@code record} besides
 * @param core the members without which a body is taken as part of a record only, to be settled by
 *     a later pull
 */
public record EntityKind(
    String name,
    Set<String> paths,
    Set<String> names,
    String table,
    String key,
    List<String> idKeys,
    List<Column> columns,
    List<String> core,
    @Nullable Lines lines) {

  /** The lines' definition, for the kinds that have lines. */
  public Optional<Lines> withLines() {
    return Optional.ofNullable(lines);
  }

  static Builder kind(String name) {
    return new Builder(name);
  }

  /** Collects a definition; {@link #build()} adds what every kind has. */
  static final class Builder {
    private final String name;
    private final Set<String> paths = new LinkedHashSet<>();
    private final Set<String> names = new LinkedHashSet<>();
    private final List<Column> columns = new ArrayList<>();
    private final List<String> idKeys = new ArrayList<>();
    private String table = "";
    private String key = "";
    private List<String> core = List.of();
    private @Nullable Lines lines;

    private Builder(String name) {
      this.name = name;
      names.add(name);
    }

    Builder paths(String... all) {
      paths.addAll(Arrays.asList(all));
      return this;
    }

    /** What bodies call this kind, beside its own name. */
    Builder alsoNamed(String... all) {
      names.addAll(Arrays.asList(all));
      return this;
    }

    Builder table(String table) {
      this.table = table;
      return this;
    }

    /** The key, and the predecessor's names of it. */
    Builder key(String key, String... older) {
      this.key = key;
      idKeys.add(key);
      idKeys.addAll(Arrays.asList(older));
      return this;
    }

    Builder text(String... names) {
      return columns(ColumnType.TEXT, names);
    }

    Builder id(String... names) {
      return columns(ColumnType.ID, names);
    }

    Builder decimal(String... names) {
      return columns(ColumnType.DECIMAL, names);
    }

    Builder percent(String... names) {
      return columns(ColumnType.PERCENT, names);
    }

    Builder date(String... names) {
      return columns(ColumnType.DATE, names);
    }

    Builder time(String... names) {
      return columns(ColumnType.TIME, names);
    }

    Builder flag(String... names) {
      return columns(ColumnType.FLAG, names);
    }

    /** A status that older bodies say as the flag {@code is_active}. */
    Builder status() {
      columns.add(new Column("status", ColumnType.STATUS, List.of("status", "is_active")));
      return this;
    }

    Builder column(String name, ColumnType type, String... keys) {
      columns.add(new Column(name, type, List.of(keys)));
      return this;
    }

    /** The members that a full body of this kind always has. */
    Builder core(String... members) {
      core = List.of(members);
      return this;
    }

    Builder lines(String table, List<String> keys, List<Column> columns) {
      lines = new Lines(table, keys, columns, false);
      return this;
    }

    Builder linesOrFlat(String table, List<String> keys, List<Column> columns) {
      lines = new Lines(table, keys, columns, true);
      return this;
    }

    EntityKind build() {
      time("created_time");
      column(
          EntityCatalogue.MODIFIED,
          ColumnType.TIME,
          EntityCatalogue.MODIFIED,
          EntityCatalogue.UPDATED);
      return new EntityKind(
          name,
          Set.copyOf(paths),
          Set.copyOf(names),
          table,
          key,
          List.copyOf(idKeys),
          List.copyOf(columns),
          core,
          lines);
    }

    private Builder columns(ColumnType type, String... names) {
      Stream.of(names).forEach(name -> columns.addAll(Column.of(type, name)));
      return this;
    }
  }
}
