package sale.tsh.tds.api.dashboard.record;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.kind.KindCatalogue;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads the content of single records of the mirror, to compare deliveries with it. */
@Component
class MirrorContentReader {

  /** The largest record that is read, in bytes as PostgreSQL stores it, compressed. */
  private static final int MOST_BYTES = 512 * 1024;

  private final JdbcClient jdbc;

  MirrorContentReader(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The content now. It is empty if there is no such record. */
  MirrorContent of(String kindName, String recordId) {
    return KindCatalogue.find(kindName)
        .flatMap(kind ->
            jdbc.sql(
                    """
                    select version_time, version_arrival,
                           case when pg_column_size(record) <= :most then coalesce(record, '{}')::text end as record
                      from zoho.%s m
                     where %s
                    """
                        .formatted(kind.table(), kind.isRecord("m", ":recordId")))
                .param("recordId", recordId)
                .param("most", MOST_BYTES)
                .query((row, number) ->
                    new MirrorContent(
                        record(row.getString("record")),
                        row.getTimestamp("version_time").toInstant(),
                        row.getLong("version_arrival")))
                .optional())
        .orElseGet(() -> new MirrorContent(JsonNodeFactory.instance.objectNode(), null, 0));
  }

  private static @Nullable ObjectNode record(@Nullable String json) {
    return json == null ? null : (ObjectNode) Json.parse(json);
  }
}
