package sale.tsh.tds.api.dashboard;

import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sale.tsh.tds.entity.EntityCatalogue;
import sale.tsh.tds.entity.EntityKind;

/**
 * Looks at single records of the mirror; names of tables and keys come from the catalogue alone.
 */
@Component
class MirrorRecords {

  private final JdbcClient jdbc;

  MirrorRecords(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The record as it stands now, and whether one of these events was the last to move it. */
  Optional<EventStory.MirrorRecord> find(
      String kindName, String recordId, Collection<UUID> eventIds) {
    return EntityCatalogue.kinds().stream()
        .filter(kind -> kind.name().equals(kindName))
        .findFirst()
        .flatMap(kind -> find(kind, recordId, eventIds));
  }

  private Optional<EventStory.MirrorRecord> find(
      EntityKind kind, String recordId, Collection<UUID> eventIds) {
    return jdbc.sql(
            """
            select to_jsonb(m) - 'record' as columns, coalesce(m.event_id = any(:eventIds::uuid[]), false) as written, %s as lines
              from zoho.%s m
             where m.%s = :recordId
            """
                .formatted(lines(kind), kind.table(), kind.key()))
        .param("recordId", recordId)
        .param("eventIds", eventIds.stream().map(UUID::toString).toArray(String[]::new))
        .query(
            (row, number) ->
                new EventStory.MirrorRecord(
                    "zoho." + kind.table(),
                    recordId,
                    row.getBoolean("written"),
                    row.getObject("lines", Integer.class),
                    row.getString("columns")))
        .optional();
  }

  private static String lines(EntityKind kind) {
    return kind.withLines()
        .map(
            lines ->
                "(select count(*)::integer from zoho.%s l where l.%s = m.%2$s)"
                    .formatted(lines.table(), kind.key()))
        .orElse("null::integer");
  }
}
