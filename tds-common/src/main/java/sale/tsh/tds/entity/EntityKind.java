package sale.tsh.tds.entity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    private final List<String> idKeys = new ArrayList<>();
    private String table = "";
    private String key = "";
    private Columns columns = Columns.all();
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

    /** The key, and other spellings under which bodies give it. */
    Builder key(String key, String... others) {
      this.key = key;
      idKeys.add(key);
      idKeys.addAll(Arrays.asList(others));
      return this;
    }

    Builder columns(Columns... groups) {
      columns = Columns.all(groups);
      return this;
    }

    /** The members that a full body of this kind always has. */
    Builder core(String... members) {
      core = List.of(members);
      return this;
    }

    Builder lines(String table, List<String> keys, Columns... groups) {
      lines = new Lines(table, keys, Columns.all(groups).list(), null);
      return this;
    }

    /** Lines of a kind whose records may be their own only line, told by the member given. */
    Builder linesOrFlat(String table, List<String> keys, String flatKey, Columns... groups) {
      lines = new Lines(table, keys, Columns.all(groups).list(), flatKey);
      return this;
    }

    EntityKind build() {
      Columns times =
          Columns.all(
              Columns.time("created_time"),
              Columns.either(
                  EntityCatalogue.MODIFIED,
                  ColumnType.TIME,
                  EntityCatalogue.MODIFIED,
                  EntityCatalogue.UPDATED));
      return new EntityKind(
          name,
          Set.copyOf(paths),
          Set.copyOf(names),
          table,
          key,
          List.copyOf(idKeys),
          Columns.all(columns, times).list(),
          core,
          lines);
    }
  }
}
