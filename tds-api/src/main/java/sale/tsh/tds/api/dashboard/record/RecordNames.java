package sale.tsh.tds.api.dashboard.record;

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
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.kind.MirrorColumn;

/**
 * Reads the display names of records. A name is the first column of the kind, which is a name or a
 * number, and the customer or vendor. Call it in a transaction.
 */
@Component
public class RecordNames {

  private static final Set<String> WHOSE = Set.of("customer_name", "vendor_name");

  private final JdbcClient jdbc;

  RecordNames(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The key of a record: kind and id, such as {@code contact 4815000000044208}. */
  public static String key(String eventType, String entityId) {
    return eventType.substring(0, Math.max(0, eventType.lastIndexOf('.'))) + " " + entityId;
  }

  /** Returns names by {@link #key} for the records that the mirror has, with one query a kind. */
  public Map<String, String> of(Collection<String> keys) {
    Map<String, Set<String>> idsOfKinds =
        keys.stream()
            .map(key -> key.split(" ", 2))
            .collect(groupingBy(key -> key[0], mapping(key -> key[1], toSet())));
    Map<String, String> names = new HashMap<>();
    idsOfKinds.forEach(
        (kind, ids) -> KindCatalogue.find(kind).ifPresent(each -> addNames(each, ids, names)));
    return names;
  }

  private void addNames(Kind kind, Set<String> ids, Map<String, String> names) {
    jdbc.sql(
            """
            select %1$s as id, concat_ws(' · ', %2$s) as name
              from zoho.%3$s m
             where %4$s
            """
                .formatted(
                    kind.key(), columns(kind), kind.table(), kind.isRecord("m", "any(:ids)")))
        .param("ids", ids.toArray(String[]::new))
        .query(row -> {
          String name = Optional.ofNullable(row.getString("name")).orElse("");
          if (!name.isEmpty()) {
            names.put(kind.name() + " " + row.getString("id"), name);
          }
        });
  }

  private static String columns(Kind kind) {
    Stream<String> all = kind.columns().stream().map(MirrorColumn::name);
    String first = kind.columns().getFirst().name();
    return Stream.concat(Stream.of(first), all.filter(WHOSE::contains))
        .distinct()
        .collect(joining(", "));
  }
}
