package sale.tsh.tds.api.page;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sale.tsh.tds.entity.Column;
import sale.tsh.tds.entity.EntityCatalogue;
import sale.tsh.tds.entity.EntityKind;

/**
 * What people call the records of a list: by the first column of their kind, which is its name or
 * its number, and by whose they are. The caller gives the transaction.
 */
@Component
class RecordNames {

  private static final Set<String> WHOSE = Set.of("customer_name", "vendor_name");

  private final JdbcClient jdbc;

  RecordNames(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A record by its kind and its id, {@code contact 4815000000044208}. */
  static String key(String eventType, String entityId) {
    return eventType.substring(0, Math.max(0, eventType.lastIndexOf('.'))) + " " + entityId;
  }

  /** The names of those that the mirror has, by their {@link #key}: one look a kind. */
  Map<String, String> of(Collection<String> keys) {
    Map<String, Set<String>> idsOfKinds =
        keys.stream()
            .map(key -> key.split(" ", 2))
            .collect(groupingBy(key -> key[0], mapping(key -> key[1], toSet())));
    Map<String, String> names = new HashMap<>();
    idsOfKinds.forEach(
        (kind, ids) ->
            EntityCatalogue.kinds().stream()
                .filter(each -> each.name().equals(kind))
                .forEach(each -> addNames(each, ids, names)));
    return names;
  }

  private void addNames(EntityKind kind, Set<String> ids, Map<String, String> names) {
    jdbc.sql(
            """
            select %1$s as id, concat_ws(' · ', %2$s) as name
              from zoho.%3$s
             where %1$s in (:ids)
            """
                .formatted(kind.key(), columns(kind), kind.table()))
        .param("ids", ids)
        .query(
            row -> {
              String name = Optional.ofNullable(row.getString("name")).orElse("");
              if (!name.isEmpty()) {
                names.put(kind.name() + " " + row.getString("id"), name);
              }
            });
  }

  private static String columns(EntityKind kind) {
    Stream<String> all = kind.columns().stream().map(Column::name);
    String first = kind.columns().getFirst().name();
    return Stream.concat(Stream.of(first), all.filter(WHOSE::contains))
        .distinct()
        .collect(joining(", "));
  }
}
