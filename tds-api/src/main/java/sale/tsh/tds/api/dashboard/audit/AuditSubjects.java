package sale.tsh.tds.api.dashboard.audit;

import static sale.tsh.tds.persistence.SqlArrays.array;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sale.tsh.tds.api.dashboard.record.RecordName;
import sale.tsh.tds.api.dashboard.record.RecordNames;

/**
 * Reads what the subjects of audit entries are called, as far as it is still kept. Call it in a
 * transaction.
 */
@Component
class AuditSubjects {

  /**
   * The ids of dead letters, deliveries, alerts and bulk retries differ from each other. An event
   * has the id of its delivery or of the dead letter that it was.
   */
  private static final String SUBJECTS =
      """
      select id, event_type as what, entity_type, entity_id from tds_dead_letter_queue
       where id = any(:ids::uuid[]) or original_queue_id = any(:ids::uuid[])
      union all
      select id, event_type, entity_type, entity_id from tds_sync_queue where id = any(:ids::uuid[])
      union all
      select id, 'refused: ' || replace(refusal, '_', ' '), null, null
        from tds_inbox_events where id = any(:ids::uuid[]) and refusal is not null
      union all
      select id, title, null, null from tds_alerts where id = any(:ids::uuid[])
      union all
      select id, format('%s dead letters', matched), null, null from tds_bulk_redrives where id = any(:ids::uuid[])
      """;

  private final JdbcClient jdbc;
  private final RecordNames names;

  AuditSubjects(JdbcClient jdbc, RecordNames names) {
    this.jdbc = jdbc;
    this.names = names;
  }

  /** What these subjects are called, by subject. */
  Map<String, String> of(Collection<String> subjects) {
    List<NamedSubject> found = found(subjects.stream().filter(AuditSubjects::isId).toList());
    List<String> keys =
        Stream.concat(
                found.stream().flatMap(each -> Optional.ofNullable(each.key()).stream()),
                subjects.stream().filter(each -> each.contains(" ")))
            .toList();
    Map<String, RecordName> recordNames = names.of(keys);
    Map<String, String> called = new HashMap<>();
    recordNames.forEach((key, name) -> called.put(key, name.text()));
    for (NamedSubject each : found) {
      RecordName name = each.key() == null ? null : recordNames.get(each.key());
      called.put(
          each.id().toString(), name == null ? each.what() : name.text() + " – " + each.what());
    }
    return called;
  }

  private List<NamedSubject> found(List<String> ids) {
    return ids.isEmpty()
        ? List.of()
        : jdbc.sql(SUBJECTS)
            .param("ids", array(ids, id -> id))
            .query((row, number) ->
                new NamedSubject(
                    row.getObject("id", UUID.class),
                    row.getString("what"),
                    row.getString("entity_type") == null
                        ? null
                        : RecordNames.keyOf(
                            row.getString("entity_type"), row.getString("entity_id"))))
            .list();
  }

  private static boolean isId(String subject) {
    try {
      return UUID.fromString(subject).toString().equals(subject);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** A subject with an id, and the key of its record if it has one. */
  private record NamedSubject(UUID id, String what, @Nullable String key) {}
}
