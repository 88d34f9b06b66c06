package sale.tsh.tds.inbox;

import java.sql.Types;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.delivery.Delivery;
import sale.tsh.tds.delivery.RefusalCause;
import sale.tsh.tds.inbox.Acceptances.Accepted;
import sale.tsh.tds.inbox.Acceptances.Keyed;
import sale.tsh.tds.inbox.ReceivedChange.RecordId;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.queue.EventQueue;
import sale.tsh.tds.queue.StoredDelivery;

/**
 * Keeps deliveries. Each method is one transaction: when it returns, what it was given is durable.
 */
public class Inbox {

  private static final String COLUMNS =
      """
      (id, path, query, content_type, headers, remote_address, body, body_bytes, body_size, refusal, refusal_detail,
       processed, processed_at)
      """;

  private static final String VALUES =
      """
      :id, :path, :query, :contentType, :headers::jsonb, :remoteAddress, :body, :bytes, :size, :refusal, :refusalDetail,
      true, now()
      """;

  /** In bytes; 200 invoices of 25 KB are five million. */
  private static final int BODIES_AT_ONCE = 8 * 1024 * 1024;

  private final JdbcClient jdbc;
  private final Acceptances acceptances;
  private final EventQueue queue;
  private final TransactionTemplate transactions;
  private final Supplier<UUID> ids;

  public Inbox(
      JdbcClient jdbc, EventQueue queue, TransactionTemplate transactions, Supplier<UUID> ids) {
    this.jdbc = jdbc;
    this.acceptances = new Acceptances(jdbc);
    this.queue = queue;
    this.transactions = transactions;
    this.ids = ids;
  }

  /**
   * Keeps a change and queues its event in one commit, or counts it on the delivery it repeats. A
   * repeat of an event that is dead is a new event: whoever sends it again wants it done.
   */
  public Acceptance accept(ReceivedChange received) {
    return transactions.execute(status -> acceptInTransaction(received));
  }

  /**
   * Keeps changes and queues their events, all in one commit. Answers in their order, and with
   * nothing for one that did not become an event here: that repeats a delivery, or that is about
   * the same record as one before it. Such a one is to be accepted by itself.
   *
   * @param announced whether the commit tells waiting workers, see {@link EventQueue#announce}
   */
  public List<Optional<Acceptance>> acceptAll(List<ReceivedChange> received, boolean announced) {
    Map<RecordId, Accepted> newest = newestWhereTimeless(received);
    Set<RecordId> records = new HashSet<>();
    List<Optional<Keyed>> asked =
        received.stream()
            .map(
                each ->
                    records.add(each.record())
                        ? Optional.of(keyed(ids.get(), each, newest.get(each.record())))
                        : Optional.<Keyed>empty())
            .toList();
    // One statement is a transaction by itself.
    Map<UUID, Boolean> kept =
        acceptances.insert(asked.stream().flatMap(Optional::stream).toList(), announced);
    return asked.stream().map(each -> each.flatMap(keyed -> acceptance(keyed, kept))).toList();
  }

  /** Keeps a test call; nothing is queued. */
  public void keepPing(ReceivedDelivery received) {
    bind(
            jdbc.sql("insert into tds_inbox_events " + COLUMNS + " values (" + VALUES + ")"),
            received,
            ids.get())
        .param("refusal", null, Types.VARCHAR)
        .param("refusalDetail", null, Types.VARCHAR)
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
            .param("cap", hourlyCap)
            .update()
        > 0;
  }

  /**
   * The deliveries of these ids that are still kept: all, or the oldest of them, one or more, where
   * their bodies together would be more than memory should hold.
   */
  public List<StoredDelivery> load(Collection<UUID> deliveryIds) {
    return jdbc.sql(
            """
            select id as delivery_id, arrival, received_at, operation, path, query, content_type, body
              from (select *, sum(body_size) over (order by arrival) - body_size as before
                      from tds_inbox_events
                     where id = any(:ids::uuid[])) deliveries
             where before < :most
            """)
        .param("most", BODIES_AT_ONCE)
        .param("ids", deliveryIds.stream().map(UUID::toString).toArray(String[]::new))
        .query((row, number) -> StoredDelivery.of(row))
        .list();
  }

  private Acceptance acceptInTransaction(ReceivedChange received) {
    UUID id = ids.get();
    // Each turn either ends or has seen another transaction end that held the key: two identical
    // deliveries at once need two turns.
    while (true) {
      Keyed keyed =
          keyed(id, received, newestWhereTimeless(List.of(received)).get(received.record()));
      Optional<Acceptance> kept = acceptance(keyed, acceptances.insert(List.of(keyed), false));
      if (kept.isPresent()) {
        return kept.get();
      }
      Optional<UUID> first = lockHolder(keyed.key());
      if (first.isPresent() && !queue.closeRepeated(first.get(), id)) {
        countDuplicate(keyed.key());
        return new Acceptance(first.get(), keyed.key(), false, false);
      }
    }
  }

  private Map<RecordId, Accepted> newestWhereTimeless(Collection<ReceivedChange> received) {
    List<RecordId> timeless =
        received.stream()
            .filter(each -> each.change().modified().isEmpty())
            .map(ReceivedChange::record)
            .distinct()
            .toList();
    return timeless.isEmpty() ? Map.of() : acceptances.newest(timeless);
  }

  private static Keyed keyed(UUID id, ReceivedChange received, @Nullable Accepted newest) {
    return new Keyed(id, received, key(received, newest));
  }

  /** A timeless change that repeats the newest one asks for that one's key. */
  private static String key(ReceivedChange received, @Nullable Accepted newest) {
    if (received.change().modified().isPresent()) {
      return IdempotencyKey.timed(received.change(), received.contentHash());
    }
    return newest != null && newest.key() != null && newest.repeatedBy(received)
        ? newest.key()
        : IdempotencyKey.timeless(
            received.change(), received.contentHash(), newest == null ? 0 : newest.arrival());
  }

  private static Optional<Acceptance> acceptance(Keyed keyed, Map<UUID, Boolean> kept) {
    return Optional.ofNullable(kept.get(keyed.id()))
        .map(timeAhead -> new Acceptance(keyed.id(), keyed.key(), true, timeAhead));
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
    return statement
        .param("id", id)
        .param("path", Json.forPostgres(delivery.path()))
        .param("query", Json.forPostgres(delivery.query()))
        .param("contentType", Json.forPostgres(delivery.contentType()))
        .param("headers", received.headers())
        .param("remoteAddress", received.remoteAddress())
        .param("body", Json.forPostgres(delivery.body()))
        .param("bytes", received.bytes() == null ? null : received.bytes().array(), Types.BINARY)
        .param("size", received.size());
  }
}
