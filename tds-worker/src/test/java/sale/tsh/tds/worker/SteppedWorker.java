package sale.tsh.tds.worker;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.delivery.Delivery;
import sale.tsh.tds.delivery.DeliveryReader;
import sale.tsh.tds.delivery.Reading;
import sale.tsh.tds.inbox.Inbox;
import sale.tsh.tds.inbox.ReceivedChange;
import sale.tsh.tds.inbox.ReceivedDelivery;
import sale.tsh.tds.persistence.DatabaseSettings;
import sale.tsh.tds.queue.ClaimSettings;
import sale.tsh.tds.queue.ClaimedEvent;
import sale.tsh.tds.queue.EventQueue;
import sale.tsh.tds.queue.Place;
import sale.tsh.tds.settings.Environment;
import sale.tsh.tds.testing.TestDatabase;
import sale.tsh.tds.worker.maintenance.Reaper;
import sale.tsh.tds.worker.mirror.Mirror;
import sale.tsh.tds.worker.runtime.EventProcessor;

/** Inbox, queue and handlers on a database of their own, stepped by hand. */
public final class SteppedWorker implements AutoCloseable {

  private static final int BATCH = 50;

  private final TestDatabase database = TestDatabase.migrated();
  private final EventQueue queue;
  private final Inbox inbox;
  private final EventProcessor processor;
  private final Reaper reaper;

  /** Three attempts, each due at once. */
  public SteppedWorker() {
    queue = database.queue(3);
    inbox = database.inbox(queue);
    processor =
        new EventProcessor(
            inbox, queue, new Mirror(database.jdbc()), database.transactions(), "test");
    reaper = reaper(System::nanoTime);
  }

  public JdbcClient jdbc() {
    return database.jdbc();
  }

  /** A connection of its own, beside the pool. */
  public Connection connect() throws SQLException {
    return settings().connect(Map.of());
  }

  /** Where its database is. */
  public DatabaseSettings settings() {
    return DatabaseSettings.from(
        new Environment(name -> name.equals("DATABASE_URL") ? database.databaseUrl() : null));
  }

  /** Runs work in a transaction of its own. */
  public TransactionTemplate transactions() {
    return database.transactions();
  }

  public EventQueue queue() {
    return queue;
  }

  public EventProcessor processor() {
    return processor;
  }

  public Reaper reaper() {
    return reaper;
  }

  /** Another reaper, whose time passes as given. */
  public final Reaper reaper(LongSupplier nanoTime) {
    return new Reaper(queue, inbox, database.transactions(), "test", nanoTime);
  }

  /**
   * Takes in a delivery as the API does; returns its event, a duplicate's being the first one's.
   */
  public UUID deliver(String path, String query, String body) {
    Delivery delivery = new Delivery(path, query, "application/json", body);
    if (!(DeliveryReader.read(delivery) instanceof Reading.Change change)) {
      throw new IllegalArgumentException("refused: " + DeliveryReader.read(delivery));
    }
    return inbox
        .accept(
            ReceivedChange.of(
                new ReceivedDelivery(delivery, null, body.length(), "{}", "127.0.0.1"), change))
        .eventId();
  }

  /** Takes in a delivery of which nothing need be said in the query. */
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

  /** Runs these events each by itself, in this order. */
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
    return queue.claim(new ClaimSettings("test", limit, Duration.ofSeconds(30)), Place.FIRST);
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
