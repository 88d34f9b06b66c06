package sale.tsh.tds.inbox;

import static java.util.stream.Collectors.toMap;
import static sale.tsh.tds.persistence.SqlArrays.array;

import java.sql.Types;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.delivery.Delivery;
import sale.tsh.tds.inbox.InboxStatements.NewEvent;
import sale.tsh.tds.inbox.InboxStatements.NewestAccepted;
import sale.tsh.tds.inbox.ReceivedChange.RecordKey;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.queue.AfterCommit;
import sale.tsh.tds.queue.DeadLetterQueue;
import sale.tsh.tds.queue.DeliveryRow;
import sale.tsh.tds.queue.EventQueue;
import sale.tsh.tds.refusal.RefusalCause;

/**
 * Keeps deliveries. Each method is one transaction. When a method returns, what it keeps is
 * durable, unless the caller has a transaction of its own.
 */
public final class Inbox {

  /** For a delivery without an event. Nothing waits for it, so it counts as processed at once. */
  private static final String COLUMNS =
      """
      (id, method, path, query, content_type, headers, remote_address, body, body_bytes, body_size, whole, refusal,
       refusal_detail, processed, processed_at)
      """;

  private static final String VALUES =
      """
      :id, :method, :path, :query, :contentType, :headers::jsonb, :remoteAddress, :body, :bytes, :size, :whole, :refusal,
      :refusalDetail, true, now()
      """;

  /** In bytes, for one {@link #load}. A batch of 200 invoices of 25 KB has five million. */
  private static final int BODIES_AT_ONCE = 8 * 1024 * 1024;

  private final JdbcClient jdbc;
  private final InboxStatements statements;
  private final DeadLetterQueue deadLetters;
  private final TransactionTemplate transactions;
  private final Supplier<UUID> ids;
  private final InboxListener listener;

  public Inbox(
      JdbcClient jdbc,
      DeadLetterQueue deadLetters,
      TransactionTemplate transactions,
      Supplier<UUID> ids,
      InboxListener listener) {
    this.jdbc = jdbc;
    this.statements = new InboxStatements(jdbc);
    this.deadLetters = deadLetters;
    this.transactions = transactions;
    this.ids = ids;
    this.listener = listener;
  }

  /**
   * Keeps a change and queues its event in one commit, or counts it on the delivery it repeats. A
   * repeat of a dead event is a new event, because its sender wants it done. Joins the caller's
   * transaction if there is one.
   */
  public AcceptResult accept(ReceivedChange change) {
    AcceptResult result = transactions.execute(status -> acceptInTransaction(change));
    AfterCommit.run(() -> listener.accepted(change, result));
    return result;
  }

  private AcceptResult acceptInTransaction(ReceivedChange change) {
    UUID id = ids.get();
    // A turn that does not return has freed the key of a dead event, or has waited for another
    // transaction that held the key. So two identical deliveries at once need two turns.
    while (true) {
      String key = key(change, newestOfTimeless(List.of(change)).get(change.record()));
      NewEvent event = new NewEvent(id, key);
      Optional<AcceptResult> queued =
          result(event, statements.insert(Map.of(event, change), false));
      if (queued.isPresent()) {
        return queued.get();
      }
      Optional<UUID> first = lockHolder(key);
      if (first.isPresent() && !deadLetters.closeRepeated(first.get(), id)) {
        countDuplicate(key);
        return new AcceptResult(first.get(), key, false, false);
      }
    }
  }

  /**
   * Keeps changes and queues their events, all in one commit. Another commit counts the duplicates
   * among them. Returns one result per change. It is empty if the change shares its record with an
   * earlier change of the list, repeats a dead event, or repeats a delivery without a time of its
   * own. Pass those to {@link #accept} one by one.
   *
   * @param notifies whether the commit notifies waiting workers, see {@link
   *     EventQueue#notifyWorkers}
   */
  public List<Optional<AcceptResult>> acceptAll(List<ReceivedChange> changes, boolean notifies) {
    Map<RecordKey, NewestAccepted> newest = newestOfTimeless(changes);
    Set<RecordKey> seen = new HashSet<>();
    List<Optional<NewEvent>> events =
        changes.stream()
            .map(each ->
                seen.add(each.record())
                    ? Optional.of(new NewEvent(ids.get(), key(each, newest.get(each.record()))))
                    : Optional.<NewEvent>empty())
            .toList();
    Map<NewEvent, ReceivedChange> rows = new LinkedHashMap<>();
    for (int i = 0; i < changes.size(); i++) {
      ReceivedChange change = changes.get(i);
      events.get(i).ifPresent(event -> rows.put(event, change));
    }
    // One statement is a transaction by itself.
    Map<UUID, Boolean> timeAheadById = statements.insert(rows, notifies);
    rows.keySet().removeIf(event -> timeAheadById.containsKey(event.id()));
    Map<String, UUID> repeated = countRepeats(rows);
    List<Optional<AcceptResult>> results =
        events.stream()
            .map(each ->
                each.flatMap(
                    event -> result(event, timeAheadById).or(() -> repeat(event, repeated))))
            .toList();
    listener.batchAccepted(changes);
    for (int i = 0; i < changes.size(); i++) {
      ReceivedChange change = changes.get(i);
      results.get(i).ifPresent(result -> listener.accepted(change, result));
    }
    return results;
  }

  /**
   * Counts repeats of kept deliveries. Leaves out what must be accepted alone. A repeat without a
   * time of its own is such, because its key depends on what was accepted meanwhile.
   */
  private Map<String, UUID> countRepeats(Map<NewEvent, ReceivedChange> repeats) {
    List<String> keys =
        repeats.entrySet().stream()
            .filter(row -> row.getValue().change().modified().isPresent())
            .map(row -> row.getKey().key())
            .toList();
    try {
      return keys.isEmpty() ? Map.of() : statements.countRepeats(keys);
    } catch (DataAccessException e) {
      // The events before are committed. Each repeat tries once more and says what is wrong.
      return Map.of();
    }
  }

  private static Optional<AcceptResult> repeat(NewEvent event, Map<String, UUID> repeated) {
    return Optional.ofNullable(repeated.get(event.key()))
        .map(first -> new AcceptResult(first, event.key(), false, false));
  }

  /**
   * Draws the place of a delivery that is about to be pulled. A webhook that comes in while Zoho
   * answers is later than the answer.
   */
  public PulledAt drawPulledAt() {
    return jdbc.sql(
            """
            select nextval(pg_get_serial_sequence('tds_inbox_events', 'arrival')) as arrival, clock_timestamp() as time
            """)
        .query((row, number) ->
            new PulledAt(row.getLong("arrival"), row.getTimestamp("time").toInstant()))
        .single();
  }

  /**
   * Keeps a pulled change and queues its event. Joins the caller's transaction.
   *
   * @param priority of the event, above 5 so that webhooks come first
   */
  public UUID acceptPulled(ReceivedChange change, PulledAt at, int priority) {
    UUID id = ids.get();
    String key = IdempotencyKey.pulled(change.change(), change.contentHash(), at.arrival());
    statements.insertPulled(new NewEvent(id, key), change, at, priority);
    return id;
  }

  /** Keeps a test call without queueing anything. */
  public void keepPing(ReceivedDelivery received) {
    long started = System.nanoTime();
    bind(
            jdbc.sql("insert into tds_inbox_events " + COLUMNS + " values (" + VALUES + ")"),
            received,
            ids.get())
        .param("refusal", null, Types.VARCHAR)
        .param("refusalDetail", null, Types.VARCHAR)
        .update();
    listener.pingKept(elapsed(started));
  }

  /**
   * Counts a refused delivery and keeps it with its cause. Beyond {@code hourlyCap} refusals of one
   * cause in an hour it only counts, so that refusals cannot fill the disk. Returns whether the
   * delivery was kept.
   */
  public boolean keepRefused(
      ReceivedDelivery received, RefusalCause cause, String detail, int hourlyCap) {
    long started = System.nanoTime();
    int kept =
        bind(
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
            .update();
    listener.refused(cause, elapsed(started));
    return kept > 0;
  }

  /**
   * Loads the deliveries of these ids that are still kept, by id. If all bodies together are more
   * than 8 MiB, returns the oldest deliveries only, and at least one.
   */
  public Map<UUID, Delivery> load(Collection<UUID> deliveryIds) {
    return jdbc
        .sql(
            """
            select id as delivery_id, received_at, source, path, query, content_type, operation, body
              from (select *, sum(body_size) over (order by arrival) - body_size as before
                      from tds_inbox_events
                     where id = any(:ids::uuid[])) deliveries
             where before < :most
            """)
        .param("most", BODIES_AT_ONCE)
        .param("ids", array(deliveryIds, UUID::toString))
        .query((row, number) ->
            Map.entry(row.getObject("delivery_id", UUID.class), DeliveryRow.read(row)))
        .list()
        .stream()
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The newest accepted deliveries of the records whose changes here have no time of their own. */
  private Map<RecordKey, NewestAccepted> newestOfTimeless(Collection<ReceivedChange> changes) {
    List<RecordKey> timeless =
        changes.stream()
            .filter(each -> each.change().modified().isEmpty())
            .map(ReceivedChange::record)
            .distinct()
            .toList();
    return timeless.isEmpty() ? Map.of() : statements.newest(timeless);
  }

  /**
   * The idempotency key of a change. A change without a time of its own has the key of the newest
   * accepted delivery if it repeats that delivery.
   */
  private static String key(ReceivedChange change, @Nullable NewestAccepted newest) {
    if (change.change().modified().isPresent()) {
      return IdempotencyKey.timed(change.change(), change.contentHash());
    }
    return newest != null && newest.key() != null && newest.repeatedBy(change)
        ? newest.key()
        : IdempotencyKey.timeless(
            change.change(), change.contentHash(), newest == null ? 0 : newest.arrival());
  }

  /** The result of an event. The insert returned no row for a duplicate, which has none. */
  private static Optional<AcceptResult> result(NewEvent event, Map<UUID, Boolean> timeAheadById) {
    return Optional.ofNullable(timeAheadById.get(event.id()))
        .map(timeAhead -> new AcceptResult(event.id(), event.key(), true, timeAhead));
  }

  private static Duration elapsed(long started) {
    return Duration.ofNanos(System.nanoTime() - started);
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
        .param("method", Json.forPostgres(delivery.method()))
        .param("path", Json.forPostgres(delivery.path()))
        .param("query", Json.forPostgres(delivery.query()))
        .param("contentType", Json.forPostgres(delivery.contentType()))
        .param("headers", received.headers())
        .param("remoteAddress", received.remoteAddress())
        .param("body", Json.forPostgres(delivery.body()))
        .param("bytes", received.bytes() == null ? null : received.bytes().array(), Types.BINARY)
        .param("size", received.size())
        .param("whole", received.whole());
  }
}
