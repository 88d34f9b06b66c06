package sale.tsh.tds.worker;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.alert.AlertMonitor;
import sale.tsh.tds.alert.AlertSettings;
import sale.tsh.tds.delivery.Delivery;
import sale.tsh.tds.delivery.DeliveryReader;
import sale.tsh.tds.delivery.ParsedDelivery;
import sale.tsh.tds.entity.PausedKindEntries;
import sale.tsh.tds.inbox.Inbox;
import sale.tsh.tds.inbox.PulledAt;
import sale.tsh.tds.inbox.ReceivedChange;
import sale.tsh.tds.inbox.ReceivedDelivery;
import sale.tsh.tds.notification.NotificationOutbox;
import sale.tsh.tds.persistence.DatabaseSettings;
import sale.tsh.tds.queue.ClaimSettings;
import sale.tsh.tds.queue.ClaimedEvent;
import sale.tsh.tds.queue.DeadLetterQueue;
import sale.tsh.tds.queue.EventQueue;
import sale.tsh.tds.queue.QueueListener;
import sale.tsh.tds.queue.QueuePosition;
import sale.tsh.tds.queue.RetryPolicy;
import sale.tsh.tds.settings.Settings;
import sale.tsh.tds.statistics.QueueHealthReader;
import sale.tsh.tds.testing.TestDatabase;
import sale.tsh.tds.worker.maintenance.Reaper;
import sale.tsh.tds.worker.mirror.Mirror;
import sale.tsh.tds.worker.mirror.SeenMembers;
import sale.tsh.tds.worker.runtime.EventProcessor;

/** Inbox, queue and handlers on a database of their own, stepped by hand. */
public final class SteppedWorker implements AutoCloseable {

  private static final int BATCH = 50;
  private static final int PULL_PRIORITY = 6;
  private static final RetryPolicy RETRIES = new RetryPolicy(3, List.of(Duration.ZERO));
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration IDLE_LIMIT = Duration.ofSeconds(20);

  /** The clock that tells days apart. */
  private Instant now = Instant.parse("2026-12-01T12:00:00Z");

  private final List<String> unreadable = new ArrayList<>();
  private final TestDatabase database;
  private final EventQueue queue;
  private final Inbox inbox;
  private final EventProcessor processor;
  private final Reaper reaper;

  /** Three attempts, each due at once. */
  public SteppedWorker() {
    this(TestDatabase.migrated());
  }

  /** The same on a database that is given. It closes the database with itself. */
  SteppedWorker(TestDatabase database) {
    this.database = database;
    queue = database.queue(RETRIES, QueueListener.NONE);
    inbox = database.inbox();
    processor =
        new EventProcessor(
            inbox,
            queue,
            new Mirror(database.jdbc(), IDLE_LIMIT),
            new SeenMembers(database.jdbc(), () -> now),
            database.transactions(),
            "test",
            unreadable::add);
    reaper = reaper(System::nanoTime);
  }

  /** The kinds of the records with an unreadable value, which was left out of its column. */
  public List<String> unreadable() {
    return unreadable;
  }

  /** Steps the clock that tells days apart. */
  public void pass(Duration time) {
    now = now.plus(time);
  }

  public JdbcClient jdbc() {
    return database.jdbc();
  }

  /** A connection of its own, beside the pool. */
  public Connection connect() throws SQLException {
    return settings().connect(Map.of());
  }

  /** The settings that lead to its database. */
  public DatabaseSettings settings() {
    return DatabaseSettings.from(
        new Settings(name -> name.equals("DATABASE_URL") ? database.databaseUrl() : null));
  }

  /** Runs work in a transaction of its own. */
  public TransactionTemplate transactions() {
    return database.transactions();
  }

  public Inbox inbox() {
    return inbox;
  }

  public EventQueue queue() {
    return queue;
  }

  public DeadLetterQueue deadLetters() {
    return database.deadLetters();
  }

  public EventProcessor processor() {
    return processor;
  }

  /** Another processor, with this time limit for its handlers. */
  public EventProcessor processor(Duration handlerTimeout) {
    TransactionTemplate transactions = database.transactions();
    transactions.setTimeout((int) handlerTimeout.toSeconds());
    return new EventProcessor(
        inbox,
        queue,
        new Mirror(database.jdbc(), handlerTimeout),
        new SeenMembers(database.jdbc(), () -> now),
        transactions,
        "test",
        unreadable::add);
  }

  public Reaper reaper() {
    return reaper;
  }

  /** A monitor of its queue with the default settings, which sends no messages. */
  public AlertMonitor alertMonitor() {
    return new AlertMonitor(
        new QueueHealthReader(
            jdbc(),
            database.repository(PausedKindEntries.class),
            transactions(),
            InstantSource.system()),
        jdbc(),
        new NotificationOutbox(jdbc(), List.of()),
        transactions(),
        AlertSettings.from(new Settings(name -> null)));
  }

  /** Another reaper, with this clock. */
  public final Reaper reaper(LongSupplier nanoTime) {
    return new Reaper(
        database.expiredLeases(RETRIES, QueueListener.NONE),
        queue,
        inbox,
        database.transactions(),
        "test",
        LEASE,
        nanoTime);
  }

  /**
   * Accepts a delivery as the API does. Returns the id of its event, or of the first event if the
   * delivery is a duplicate.
   */
  public UUID deliver(String path, String query, String body) {
    return deliver(new Delivery(path, query, "application/json", body));
  }

  /** Accepts a delivery as the API does, whatever its method. */
  public UUID deliver(Delivery delivery) {
    return inbox.accept(received(delivery)).eventId();
  }

  private static ReceivedChange received(Delivery delivery) {
    if (!(DeliveryReader.read(delivery) instanceof ParsedDelivery.Change change)) {
      throw new IllegalArgumentException("refused: " + DeliveryReader.read(delivery));
    }
    return ReceivedChange.of(
        new ReceivedDelivery(delivery, null, delivery.body().length(), "{}", "127.0.0.1"), change);
  }

  /** Accepts a record as it was pulled from Zoho, which was asked at that place. */
  public UUID pull(PulledAt asked, String path, String body) {
    return inbox.acceptPulled(
        received(new Delivery(path, "", "application/json", body)), asked, PULL_PRIORITY);
  }

  /** Accepts a delivery without a query. */
  public UUID deliver(String path, String body) {
    return deliver(path, "", body);
  }

  /** Claims and runs until nothing is due. */
  public void runAll() {
    List<ClaimedEvent> claimed = claim(BATCH);
    while (!claimed.isEmpty()) {
      processor.process(claimed);
      claimed = claim(BATCH);
    }
  }

  /** Runs these events one by one, in this order. */
  public void runEach(UUID... events) {
    for (UUID event : events) {
      jdbc().sql("update tds_sync_queue set priority = -1 where id = ?").param(event).update();
      List<ClaimedEvent> claimed = claim(1);
      if (!claimed.getFirst().id().equals(event)) {
        throw new IllegalStateException(event + " is not due");
      }
      processor.process(claimed);
    }
  }

  public List<ClaimedEvent> claim(int limit) {
    return queue.claim(new ClaimSettings("test", limit, LEASE), QueuePosition.FIRST);
  }

  /** The outcome of an event's last attempt, from its log. */
  public String outcome(UUID event) {
    return jdbc()
        .sql("select outcome from tds_sync_logs where queue_id = ? order by attempt desc limit 1")
        .param(event)
        .query(String.class)
        .single();
  }

  /** The only row that a query finds. */
  public Map<String, @Nullable Object> row(String query, Object... parameters) {
    return jdbc().sql(query).params(List.of(parameters)).query().singleRow();
  }

  public int count(String tableAndCondition) {
    return database.count(tableAndCondition);
  }

  @Override
  public void close() {
    database.close();
  }
}
