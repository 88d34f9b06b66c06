package sale.tsh.tds.api.dashboard.record;

import static sale.tsh.tds.persistence.SqlArrays.array;

import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.persistence.JsonSize;

/** Reads single records of the mirror. Names of tables and keys come from the catalogue alone. */
@Component
public class MirrorRecordReader {

  /** A column of more bytes is left out, and this text is there instead. */
  public static final int MOST_BYTES = 64 * 1024;

  private static final String LEFT_OUT =
      "'left out here, since it has more than %d KiB'".formatted(MOST_BYTES >> 10);

  private final JdbcClient jdbc;

  MirrorRecordReader(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Returns the record now, and whether one of these events wrote its current version. */
  public Optional<MirrorRecord> find(String kindName, String recordId, Collection<UUID> eventIds) {
    return KindCatalogue.find(kindName).flatMap(kind -> find(kind, recordId, eventIds));
  }

  private Optional<MirrorRecord> find(Kind kind, String recordId, Collection<UUID> eventIds) {
    return jdbc.sql(
            """
            select (select jsonb_object_agg(key, case when %1$s <= %2$d then value else to_jsonb(%3$s::text) end)
                      from jsonb_each(to_jsonb(m) - 'record')) as columns, coalesce(m.event_id = any(:eventIds::uuid[]), false) as written, %4$s as lines
              from zoho.%5$s m
             where %6$s
            """
                .formatted(
                    JsonSize.bytes("value", MOST_BYTES),
                    MOST_BYTES,
                    LEFT_OUT,
                    lines(kind),
                    kind.table(),
                    kind.isRecord("m", ":recordId")))
        .param("recordId", recordId)
        .param("eventIds", array(eventIds, UUID::toString))
        .query((row, number) ->
            new MirrorRecord(
                kind.name(),
                "zoho." + kind.table(),
                recordId,
                row.getBoolean("written"),
                row.getObject("lines", Integer.class),
                row.getString("columns")))
        .optional();
  }

  private static String lines(Kind kind) {
    return kind.lineTable()
        .map(lines ->
            "(select count(*)::integer from zoho.%s l where l.%s = m.%2$s)"
                .formatted(lines.table(), kind.key()))
        .orElse("null::integer");
  }
}
