package sale.tsh.tds.inbox;

import java.sql.Types;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.delivery.Delivery;
import sale.tsh.tds.delivery.Reading;
import sale.tsh.tds.delivery.RefusalCause;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.queue.EventQueue;
import sale.tsh.tds.queue.NewEvent;

/**
 * Keeps deliveries. Each method is one transaction: when it returns, what it was given is durable.
 */
public class Inbox {

  private static final String COLUMNS =
      """
      (id, event_id, path, query, content_type, headers, remote_address, body, body_bytes, body_size,
       refusal, refusal_detail, entity_type, entity_id, operation, modified_time, time_ahead, content_hash, idempotency_key,
       processed, processed_at)
      """;

  private static final String VALUES =
      """
      :id, :eventId, :path, :query, :contentType, :headers::jsonb, :remoteAddress, :body, :bytes, :size,
      :refusal, :refusalDetail, :entityType, :entityId, :operation, :modified,
      coalesce(:modified::timestamptz > now() + interval '1 day', false), :contentHash, :key,
      :processed, case when :processed then now() end
      """;

  private final JdbcClient jdbc;
  private final EventQueue queue;
  private final TransactionTemplate transactions;
  private final Supplier<UUID> ids;

  public Inbox(
      JdbcClient jdbc, EventQueue queue, TransactionTemplate transactions, Supplier<UUID> ids) {
    this.jdbc = jdbc;
    this.queue = queue;
    this.transactions = transactions;
    this.ids = ids;
  }

  /**
   * Keeps a change and queues its event in one commit, or counts it on the delivery it repeats. A
   * repeat of an event that is dead is a new event: whoever sends it again wants it done.
   */
  public Acceptance accept(ReceivedDelivery received, Reading.Change change) {
    return transactions.execute(status -> acceptInTransaction(received, change));
  }

  /** Keeps a test call; nothing is queued. */
  public void keepPing(ReceivedDelivery received) {
    bind(
            jdbc.sql("insert into tds_inbox_events " + COLUMNS + " values (" + VALUES + ")"),
            received,
            ids.get())
        .param("processed", true)
        .update();
  }

  /**
   * Keeps a refused delivery with its cause, and counts it. Beyond {@code hourlyCap} of one cause
   * an hour it is counted only, so that nobody fills the disk with refusals. Returns whether it was
   * kept.
   */
  public boolean keepRefused(
      ReceivedDelivery received, RefusalCause cause, String detail, int hourlyCap) {
    return bind(
                jdbc.sql(
                    """
                    with counted as (
                      insert into tds_refusal_counts as c (hour, refusal, refused)
                      values (date_trunc('hour', now()), :refusal, 1)
                      on conflict (hour, refusal) do update set refused = c.refused + 1
                      returning refused
                    )
                    insert into tds_inbox_events
                    """
                        + COLUMNS
                        + " select "
                        + VALUES
                        + " from counted where refused <= :cap"),
                received,
                ids.get())
            .param("refusal", cause.code())
            .param("refusalDetail", Json.forPostgres(detail))
            .param("processed", true)
            .param("cap", hourlyCap)
            .update()
        > 0;
  }

  /** The deliveries of these ids that are still kept. */
  public List<StoredDelivery> load(Collection<UUID> deliveryIds) {
    return jdbc.sql(
            """
            select id, arrival, received_at, operation, path, query, content_type, body
              from tds_inbox_events
             where id = any(:ids::uuid[])
            """)
        .param("ids", deliveryIds.stream().map(UUID::toString).toArray(String[]::new))
        .query(
            (row, number) ->
                new StoredDelivery(
                    row.getObject("id", UUID.class),
                    row.getLong("arrival"),
                    row.getTimestamp("received_at").toInstant(),
                    row.getString("operation"),
                    new Delivery(
                        row.getString("path"),
                        row.getString("query"),
                        row.getString("content_type"),
                        row.getString("body"))))
        .list();
  }

  private Acceptance acceptInTransaction(ReceivedDelivery received, Reading.Change change) {
    String contentHash = IdempotencyKey.contentHash(change);
    UUID id = ids.get();
    // Each turn either ends or has seen another transaction end that held the key: two identical
    // deliveries at once need two turns.
    while (true) {
      Optional<Accepted> newest = change.modified().isPresent() ? Optional.empty() : newest(change);
      Optional<Accepted> repeated = newest.filter(each -> each.sameAs(change, contentHash));
      String key =
          repeated
              .map(Accepted::key)
              .orElseGet(
                  () ->
                      change.modified().isPresent()
                          ? IdempotencyKey.timed(change, contentHash)
                          : IdempotencyKey.timeless(
                              change, contentHash, newest.map(Accepted::arrival).orElse(0L)));
      Optional<Inserted> inserted = insert(received, change, contentHash, id, key);
      if (inserted.isPresent()) {
        queue.enqueue(
            new NewEvent(
                id,
                id,
                inserted.get().arrival(),
                change.eventType(),
                change.kind().name(),
                change.entityId()));
        return new Acceptance(id, key, true, inserted.get().timeAhead());
      }
      Optional<UUID> first = lockHolder(key);
      if (first.isPresent() && !queue.closeRepeated(first.get(), id)) {
        countDuplicate(key);
        return new Acceptance(first.get(), key, false, false);
      }
    }
  }

  private Optional<Accepted> newest(Reading.Change change) {
    return jdbc.sql(
            """
            select arrival, operation, content_hash, idempotency_key
              from tds_inbox_events
             where entity_type = :entityType and entity_id = :entityId and event_id is not null
             order by arrival desc
             limit 1
            """)
        .param("entityType", change.kind().name())
        .param("entityId", change.entityId())
        .query(
            (row, number) ->
                new Accepted(
                    row.getLong("arrival"),
                    row.getString("operation"),
                    row.getString("content_hash"),
                    row.getString("idempotency_key")))
        .optional();
  }

  private Optional<Inserted> insert(
      ReceivedDelivery received, Reading.Change change, String contentHash, UUID id, String key) {
    return bind(
            jdbc.sql(
                "insert into tds_inbox_events "
                    + COLUMNS
                    + " values ("
                    + VALUES
                    + ") on conflict (idempotency_key) do nothing returning arrival, time_ahead"),
            received,
            id)
        .param("eventId", id)
        .param("entityType", change.kind().name())
        .param("entityId", change.entityId())
        .param("operation", change.operation().past())
        .param(
            "modified",
            change.modified().map(time -> time.atOffset(ZoneOffset.UTC)).orElse(null),
            Types.TIMESTAMP_WITH_TIMEZONE)
        .param("contentHash", contentHash)
        .param("key", key)
        .param("processed", false)
        .query((row, number) -> new Inserted(row.getLong("arrival"), row.getBoolean("time_ahead")))
        .optional();
  }

  private Optional<UUID> lockHolder(String key) {
    return jdbc.sql(
            "select event_id from tds_inbox_events where idempotency_key = :key for no key update")
        .param("key", key)
        .query(UUID.class)
        .optional();
  }

  private void countDuplicate(String key) {
    jdbc.sql(
            """
            update tds_inbox_events
               set duplicate_count = duplicate_count + 1, last_duplicate_at = now()
             where idempotency_key = :key
            """)
        .param("key", key)
        .update();
  }

  private static JdbcClient.StatementSpec bind(
      JdbcClient.StatementSpec statement, ReceivedDelivery received, UUID id) {
    Delivery delivery = received.delivery();
    JdbcClient.StatementSpec bound =
        statement
            .param("id", id)
            .param("path", Json.forPostgres(delivery.path()))
            .param("query", Json.forPostgres(delivery.query()))
            .param("contentType", Json.forPostgres(delivery.contentType()))
            .param("headers", received.headers())
            .param("remoteAddress", received.remoteAddress())
            .param("body", Json.forPostgres(delivery.body()))
            .param(
                "bytes", received.bytes() == null ? null : received.bytes().array(), Types.BINARY)
            .param("size", received.size());
    for (String absent :
        new String[] {
          "refusal", "refusalDetail", "entityType", "entityId", "operation", "contentHash", "key"
        }) {
      bound = bound.param(absent, null, Types.VARCHAR);
    }
    return bound
        .param("eventId", null, Types.OTHER)
        .param("modified", null, Types.TIMESTAMP_WITH_TIMEZONE);
  }

  private record Inserted(long arrival, boolean timeAhead) {}

  /** The newest accepted delivery of a record; {@code key} is null where it gave its key up. */
  private record Accepted(
      long arrival, String operation, String contentHash, @Nullable String key) {

    boolean sameAs(Reading.Change change, String hash) {
      return key != null && contentHash.equals(hash) && operation.equals(change.operation().past());
    }
  }
}
