package sale.tsh.tds.inbox;

import static java.util.stream.Collectors.toMap;
import static sale.tsh.tds.persistence.SqlArrays.array;

import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.delivery.Delivery;
import sale.tsh.tds.inbox.ReceivedChange.RecordKey;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.queue.EventQueue;

/** The SQL that accepts changes, any number of them in one round trip. */
final class InboxStatements {

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
   * Writes down what the deliveries say of the numbers and names of their records, after CTEs named
   * {@code kept} and {@code said}. {@link sale.tsh.tds.search.NameKeeper} does the rest.
   */
  private static final String LABEL =
      """
      insert into tds_new_labels (entity_type, entity_id, number, name, texts, phones, arrival)
      select kept.entity_type, kept.entity_id, said.number, said.name, said.texts, said.phones, kept.arrival
        from kept
        join said on said.id = kept.id
      """;

  /**
   * Inserts in the order of the keys, so that two statements at once never wait for each other.
   * Leaves out repeats of a kept delivery before it inserts. Otherwise the insert, and with it
   * every other change of the statement, would wait for a transaction that deletes that delivery.
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
          ), said as (
            select * from unnest(:ids::uuid[], :numbers::text[], :names::text[], :texts::text[], :phones::text[])
                as s (id, number, name, texts, phones)
          ), labelled as (
          """
          + LABEL
          + """
          )
          select id, time_ahead, case when :announced then pg_notify(:channel, '') end from kept
          """;

  /** Has its arrival and time from before its call to Zoho, and the priority of what it is for. */
  private static final String INSERT_PULLED =
      """
      with kept as (
        insert into tds_inbox_events
          (id, event_id, arrival, received_at, source, path, content_type, body, body_size, entity_type, entity_id,
           operation, modified_time, content_hash, idempotency_key)
        overriding system value
        values (:id, :id, :arrival, :receivedAt, 'pull', :path, :contentType, :body, :size, :entityType, :entityId,
                :operation, :modified, :contentHash, :key)
        returning id, arrival, received_at, entity_type, entity_id, operation
      ), said as (
        select :id::uuid as id, :number::text as number, :name::text as name, :texts::text as texts,
               :phones::text as phones
      ), labelled as (
      """
          + LABEL
          + """
          )
          insert into tds_sync_queue
            (id, delivery_id, arrival, event_type, entity_type, entity_id, priority, received_at)
          select id, id, arrival, entity_type || '.' || operation, entity_type, entity_id, :priority, received_at
            from kept
          """;

  /**
   * Leaves out repeats of dead events, and deliveries that another transaction holds, so that no
   * caller of a group waits for one of them.
   */
  private static final String COUNT_REPEATS =
      """
      with first as materialized (
        select id, event_id, idempotency_key
          from tds_inbox_events
         where idempotency_key = any(:keys)
         order by idempotency_key
           for no key update skip locked
      )
      update tds_inbox_events i
         set duplicate_count = i.duplicate_count + 1, last_duplicate_at = now()
        from first
       where i.id = first.id
         and not exists (select from tds_dead_letter_queue d
                          where d.original_queue_id = first.event_id and d.redriven_at is null)
      returning first.idempotency_key, first.event_id
      """;

  private final JdbcClient jdbc;

  InboxStatements(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The newest accepted delivery of each record that has one. */
  Map<RecordKey, NewestAccepted> newest(Collection<RecordKey> records) {
    return jdbc
        .sql(NEWEST)
        .param("entityTypes", array(records, RecordKey::entityType))
        .param("entityIds", array(records, RecordKey::entityId))
        .query((row, number) ->
            Map.entry(
                new RecordKey(row.getString("entity_type"), row.getString("entity_id")),
                new NewestAccepted(
                    row.getLong("arrival"),
                    row.getString("operation"),
                    row.getString("content_hash"),
                    row.getString("idempotency_key"))))
        .list()
        .stream()
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * Keeps the changes whose key is free and queues their events. Returns the ids of the events,
   * each with whether the record's own time is more than a day ahead.
   *
   * @param rows the changes by the event that each is to become
   * @param notifies whether the commit notifies waiting workers
   */
  Map<UUID, Boolean> insert(Map<NewEvent, ReceivedChange> rows, boolean notifies) {
    Collection<NewEvent> events = rows.keySet();
    Collection<ReceivedChange> changes = rows.values();
    return jdbc
        .sql(INSERT)
        .param("ids", array(events, each -> each.id().toString()))
        .param("paths", array(changes, each -> Json.forPostgres(delivery(each).path())))
        .param("queries", array(changes, each -> Json.forPostgres(delivery(each).query())))
        .param(
            "contentTypes", array(changes, each -> Json.forPostgres(delivery(each).contentType())))
        .param("headers", array(changes, each -> each.received().headers()))
        .param("remoteAddresses", array(changes, each -> each.received().remoteAddress()))
        .param("bodies", array(changes, each -> Json.forPostgres(delivery(each).body())))
        .param("bytes", array(changes, each -> hex(each.received())))
        .param("sizes", array(changes, each -> Integer.toString(each.received().size())))
        .param("entityTypes", array(changes, each -> each.change().kind().name()))
        .param("entityIds", array(changes, each -> each.change().recordId()))
        .param("operations", array(changes, each -> each.change().operation().past()))
        .param(
            "modified",
            array(changes, each -> each.change().modified().map(Instant::toString).orElse(null)))
        .param("contentHashes", array(changes, ReceivedChange::contentHash))
        .param("keys", array(events, NewEvent::key))
        .param("numbers", array(changes, each -> each.label().number()))
        .param("names", array(changes, each -> each.label().name()))
        .param("texts", array(changes, each -> each.label().texts()))
        .param("phones", array(changes, each -> each.label().phones()))
        .param("announced", notifies)
        .param("channel", EventQueue.CHANNEL)
        .query((row, number) ->
            Map.entry(row.getObject("id", UUID.class), row.getBoolean("time_ahead")))
        .list()
        .stream()
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * Counts one repeat of the delivery of each key. Returns the events of these deliveries by key.
   */
  Map<String, UUID> countRepeats(List<String> keys) {
    return jdbc
        .sql(COUNT_REPEATS)
        .param("keys", keys.toArray(String[]::new))
        .query((row, number) ->
            Map.entry(row.getString("idempotency_key"), row.getObject("event_id", UUID.class)))
        .list()
        .stream()
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Keeps a pulled change and queues its event. */
  void insertPulled(NewEvent event, ReceivedChange change, PulledAt at, int priority) {
    Optional<Instant> modified = change.change().modified();
    jdbc.sql(INSERT_PULLED)
        .param("id", event.id())
        .param("arrival", at.arrival())
        .param("receivedAt", Timestamp.from(at.time()))
        .param("path", delivery(change).path())
        .param("contentType", delivery(change).contentType())
        .param("body", Json.forPostgres(delivery(change).body()))
        .param("size", change.received().size())
        .param("entityType", change.change().kind().name())
        .param("entityId", change.change().recordId())
        .param("operation", change.change().operation().past())
        .param("modified", modified.map(Timestamp::from).orElse(null), Types.TIMESTAMP)
        .param("contentHash", change.contentHash())
        .param("key", event.key())
        .param("number", change.label().number(), Types.VARCHAR)
        .param("name", change.label().name(), Types.VARCHAR)
        .param("texts", change.label().texts())
        .param("phones", change.label().phones())
        .param("priority", priority)
        .update();
  }

  private static Delivery delivery(ReceivedChange change) {
    return change.received().delivery();
  }

  private static @Nullable String hex(ReceivedDelivery received) {
    return received.bytes() == null ? null : HexFormat.of().formatHex(received.bytes().array());
  }

  /** The id and the idempotency key of an event that is to be queued. */
  record NewEvent(UUID id, String key) {}

  /** An accepted delivery. Its {@code key} is null once a repeat has closed its dead letter. */
  record NewestAccepted(long arrival, String operation, String contentHash, @Nullable String key) {

    boolean repeatedBy(ReceivedChange other) {
      return contentHash.equals(other.contentHash())
          && operation.equals(other.change().operation().past());
    }
  }
}
