package sale.tsh.tds.api.dashboard.reconciliation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sale.tsh.tds.api.dashboard.difference.DeliveredRecord;
import sale.tsh.tds.api.dashboard.difference.MirrorContentReader;
import sale.tsh.tds.api.dashboard.reconciliation.FetchedRecord.FetchAnswer;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.kind.RecordOperation;
import sale.tsh.tds.queue.DeliveryRow;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares a record with what Zoho answered at its last fetch. A fetched record that differed from
 * the mirror is a delivery in the inbox, and any other left its answer with the request. Call it in
 * a transaction.
 */
@Component
public class FetchedRecordReader {

  /** Among so many of its newest deliveries the pulled one is sought. */
  private static final int MOST_NEARBY = 100;

  private final JdbcClient jdbc;
  private final MirrorContentReader mirror;

  FetchedRecordReader(JdbcClient jdbc, MirrorContentReader mirror) {
    this.jdbc = jdbc;
    this.mirror = mirror;
  }

  /** The record as Zoho had it, also if the mirror does not have it. */
  public FetchedRecord of(String kindName, String id) {
    Optional<Kind> kind = KindCatalogue.find(kindName);
    Optional<OpenRequest> waiting = waiting(kindName, id);
    Compared compared = kind.map(each -> compared(each, id)).orElse(Compared.NOTHING);
    return new FetchedRecord(
        kindName,
        id,
        waiting.map(OpenRequest::since).orElse(null),
        waiting.map(OpenRequest::error).orElse(null),
        compared.at(),
        compared.answer(),
        compared.event(),
        compared.differences().stream().limit(RecordDifference.MOST).toList(),
        compared.differences().size() > RecordDifference.MOST);
  }

  private record OpenRequest(Instant since, @Nullable String error) {}

  /** A request that no worker has answered yet. One that is taken has its record on the list. */
  private Optional<OpenRequest> waiting(String kind, String id) {
    return jdbc.sql(
            """
            select r.requested_at, f.last_error
              from (select * from tds_pull_requests
                     where action = 'pull' and kind = :kind and entity_id = :id
                     order by id desc
                     limit 1) r
              left join tds_pull_fetches f on f.kind = r.kind and f.entity_id = r.entity_id
             where r.answered_at is null and (r.taken_at is null or f.entity_id is not null)
             limit 1
            """)
        .param("kind", kind)
        .param("id", id)
        .query((row, number) ->
            new OpenRequest(instant(row, "requested_at"), row.getString("last_error")))
        .optional();
  }

  private record Compared(
      @Nullable Instant at,
      FetchAnswer answer,
      @Nullable UUID event,
      List<RecordDifference> differences) {

    static final Compared NOTHING = new Compared(null, FetchAnswer.NONE, null, List.of());

    static Compared of(Instant at, FetchAnswer answer, @Nullable UUID event) {
      return new Compared(at, answer, event, List.of());
    }
  }

  private Compared compared(Kind kind, String id) {
    Optional<Compared> answered = answered(kind, id);
    return delivered(kind, id)
        .filter(delivered -> answered.filter(each -> isLater(each, delivered)).isEmpty())
        .or(() -> answered)
        .orElse(Compared.NOTHING);
  }

  private static boolean isLater(Compared one, Compared other) {
    return one.at() != null && other.at() != null && one.at().isAfter(other.at());
  }

  /** The last answer that left no delivery. */
  private Optional<Compared> answered(Kind kind, String id) {
    return jdbc.sql(
            """
            select answered_at, answer from tds_pull_requests
             where action = 'pull' and kind = :kind and entity_id = :id and answer in ('same', 'refused', 'gone')
             order by id desc
             limit 1
            """)
        .param("kind", kind.name())
        .param("id", id)
        .query((row, number) ->
            Compared.of(
                instant(row, "answered_at"),
                FetchAnswer.valueOf(row.getString("answer").toUpperCase(Locale.ROOT)),
                null))
        .optional();
  }

  private Optional<Compared> delivered(Kind kind, String id) {
    return jdbc.sql(
            """
            select event_id, operation, source, path, query, content_type, received_at,
                   case when body_size <= :largest then body end as body
              from (select * from tds_inbox_events
                     where entity_type = :kind and entity_id = :id and event_id is not null
                     order by arrival desc
                     limit :nearby) nearby
             where source = 'pull'
             order by arrival desc
             limit 1
            """)
        .param("kind", kind.name())
        .param("id", id)
        .param("largest", MirrorContentReader.LARGEST)
        .param("nearby", MOST_NEARBY)
        .query((row, number) -> delivered(kind, id, row))
        .optional();
  }

  private Compared delivered(Kind kind, String id, ResultSet row) throws SQLException {
    Instant at = instant(row, "received_at");
    UUID event = row.getObject("event_id", UUID.class);
    if (RecordOperation.DELETED.past().equals(row.getString("operation"))) {
      return Compared.of(at, FetchAnswer.GONE, event);
    }
    Optional<ObjectNode> zoho =
        row.getString("body") == null
            ? Optional.empty()
            : DeliveredRecord.of(DeliveryRow.read(row));
    @Nullable ObjectNode mirrored = mirror.of(kind.name(), id).record();
    if (zoho.isEmpty() || mirrored == null) {
      return Compared.of(at, FetchAnswer.TOO_LARGE, event);
    }
    List<RecordDifference> differences = RecordDifference.between(mirrored, zoho.get());
    return new Compared(
        at, differences.isEmpty() ? FetchAnswer.SAME : FetchAnswer.DIFFERENT, event, differences);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp time = row.getTimestamp(column);
    return time.toInstant();
  }
}
