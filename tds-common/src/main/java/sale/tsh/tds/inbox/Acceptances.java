package sale.tsh.tds.inbox;

import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.delivery.Delivery;
import sale.tsh.tds.delivery.Reading;
import sale.tsh.tds.inbox.ReceivedChange.RecordId;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.queue.EventQueue;

/** The statements that accept changes, one or many alike: a statement is one round trip. */
final class Acceptances {

  private static final String NEWEST =
      """
      select i.*
        from unnest(:entityTypes::text[], :entityIds::text[]) as asked (entity_type, entity_id)
       cross join lateral (
         select entity_type, entity_id, arrival, operation, content_hash, idempotency_key
           from tds_inbox_events
          where entity_type = asked.entity_type and entity_id = asked.entity_id and event_id is not null
          order by arrival desc
          limit 1) i
      """;

  /**
   * In the order of the keys, so that two statements at once never wait for each other. A repeat of
   * what is there is left out beforehand: the insert would wait for a transaction that deletes it,
   * and all others of the statement with it.
   */
  private static final String INSERT =
      """
      with kept as (
        insert into tds_inbox_events
          (id, event_id, path, query, content_type, headers, remote_address, body, body_bytes, body_size,
           entity_type, entity_id, operation, modified_time, time_ahead, content_hash, idempotency_key)
        select id, id, path, query, content_type, headers, remote_address, body, decode(bytes, 'hex'), size,
               entity_type, entity_id, operation, modified,
               coalesce(modified > now() + interval '1 day', false), content_hash, key
          from unnest(
                 :ids::uuid[], :paths::text[], :queries::text[], :contentTypes::text[], :headers::jsonb[],
                 :remoteAddresses::text[], :bodies::text[], :bytes::text[], :sizes::integer[], :entityTypes::text[],
                 :entityIds::text[], :operations::text[], :modified::timestamptz[], :contentHashes::text[],
                 :keys::text[])
            as given (id, path, query, content_type, headers, remote_address, body, bytes, size, entity_type,
                      entity_id, operation, modified, content_hash, key)
         where (select holder.id from tds_inbox_events holder where holder.idempotency_key = given.key) is null
         order by key
        on conflict (idempotency_key) do nothing
        returning id, arrival, entity_type, entity_id, operation, time_ahead
      ), queued as (
      """
          + EventQueue.ENQUEUE
          + """
        select id, id, arrival, entity_type || '.' || operation, entity_type, entity_id from kept
      )
      select id, time_ahead, case when :announced then pg_notify(:channel, '') end from kept
      """;

  private final JdbcClient jdbc;

  Acceptances(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The newest accepted delivery of each record that has one. */
  Map<RecordId, Accepted> newest(Collection<RecordId> records) {
    return jdbc
        .sql(NEWEST)
        .param("entityTypes", array(records, RecordId::entityType))
        .param("entityIds", array(records, RecordId::entityId))
        .query(
            (row, number) ->
                Map.entry(
                    new RecordId(row.getString("entity_type"), row.getString("entity_id")),
                    new Accepted(
                        row.getLong("arrival"),
                        row.getString("operation"),
                        row.getString("content_hash"),
                        row.getString("idempotency_key"))))
        .list()
        .stream()
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * Keeps those whose key nobody holds and queues their events; if they are to be announced, their
   * commit tells waiting workers. Returns what was kept: its id, and whether its time is ahead.
   */
  Map<UUID, Boolean> insert(Collection<Keyed> given, boolean announced) {
    return jdbc
        .sql(INSERT)
        .param("ids", array(given, each -> each.id().toString()))
        .param("paths", array(given, each -> Json.forPostgres(each.delivery().path())))
        .param("queries", array(given, each -> Json.forPostgres(each.delivery().query())))
        .param(
            "contentTypes", array(given, each -> Json.forPostgres(each.delivery().contentType())))
        .param("headers", array(given, each -> each.received().headers()))
        .param("remoteAddresses", array(given, each -> each.received().remoteAddress()))
        .param("bodies", array(given, each -> Json.forPostgres(each.delivery().body())))
        .param("bytes", array(given, each -> hex(each.received())))
        .param("sizes", array(given, each -> Integer.toString(each.received().size())))
        .param("entityTypes", array(given, each -> each.change().kind().name()))
        .param("entityIds", array(given, each -> each.change().entityId()))
        .param("operations", array(given, each -> each.change().operation().past()))
        .param(
            "modified",
            array(given, each -> each.change().modified().map(Instant::toString).orElse(null)))
        .param("contentHashes", array(given, each -> each.of().contentHash()))
        .param("keys", array(given, Keyed::key))
        .param("announced", announced)
        .param("channel", EventQueue.CHANNEL)
        .query(
            (row, number) ->
                Map.entry(row.getObject("id", UUID.class), row.getBoolean("time_ahead")))
        .list()
        .stream()
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static @Nullable String hex(ReceivedDelivery received) {
    return received.bytes() == null ? null : HexFormat.of().formatHex(received.bytes().array());
  }

  private static <T> @Nullable String[] array(
      Collection<T> rows, Function<T, @Nullable String> value) {
    return rows.stream().map(value).toArray(String[]::new);
  }

  /** A change with the id it gets and the key it asks for. */
  record Keyed(UUID id, ReceivedChange of, String key) {

    ReceivedDelivery received() {
      return of.received();
    }

    Delivery delivery() {
      return received().delivery();
    }

    Reading.Change change() {
      return of.change();
    }
  }

  /** An accepted delivery; {@code key} is null where it gave its key up. */
  record Accepted(long arrival, String operation, String contentHash, @Nullable String key) {

    boolean repeatedBy(ReceivedChange other) {
      return contentHash.equals(other.contentHash())
          && operation.equals(other.change().operation().past());
    }
  }
}
