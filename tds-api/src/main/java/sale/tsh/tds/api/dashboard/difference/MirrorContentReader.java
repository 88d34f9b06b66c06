package sale.tsh.tds.api.dashboard.difference;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.persistence.JsonSize;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads the content of single records of the mirror, to compare deliveries with it. */
@Component
public class MirrorContentReader {

  /** A larger record is not compared. In bytes. */
  public static final int LARGEST = 2 * 1024 * 1024;

  private final JdbcClient jdbc;

  public MirrorContentReader(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The content now. It is empty if there is no such record. */
  public MirrorContent of(String kindName, String recordId) {
    return KindCatalogue.find(kindName)
        .flatMap(kind ->
            jdbc.sql(
                    """
                    select version_time, version_arrival,
                           case when record is null or %s <= :largest then coalesce(record, '{}')::text end as record
                      from zoho.%s m
                     where %s
                    """
                        .formatted(
                            JsonSize.bytes("record", LARGEST),
                            kind.table(),
                            kind.isRecord("m", ":recordId")))
                .param("recordId", recordId)
                .param("largest", LARGEST)
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
