package sale.tsh.tds.api.dashboard.record;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.delivery.Delivery;
import sale.tsh.tds.delivery.DeliveryReader;
import sale.tsh.tds.delivery.ParsedDelivery;
import sale.tsh.tds.inbox.Inbox;
import sale.tsh.tds.inbox.ReceivedChange;
import sale.tsh.tds.inbox.ReceivedDelivery;
import sale.tsh.tds.queue.ClaimSettings;
import sale.tsh.tds.queue.ClaimedEvent;
import sale.tsh.tds.queue.Completion;
import sale.tsh.tds.queue.DeadLetterQueue;
import sale.tsh.tds.queue.EventQueue;
import sale.tsh.tds.queue.Failure;
import sale.tsh.tds.queue.Outcome;
import sale.tsh.tds.queue.QueuePosition;
import sale.tsh.tds.testing.Tables;
import sale.tsh.tds.testing.TestDatabase;

/**
 * Deliveries of records in their own database. Intake and worker code accept and complete them as
 * in production.
 */
final class RecordFixture implements AutoCloseable {

  private static final Duration TOOK = Duration.ofMillis(1);

  private final TestDatabase database = TestDatabase.migrated();
  private final EventQueue queue = database.queue(3);
  private final Inbox inbox = database.inbox();

  JdbcClient jdbc() {
    return database.jdbc();
  }

  DeadLetterQueue deadLetters() {
    return database.deadLetters();
  }

  /** Empties all tables, as if nothing was ever delivered. */
  void empty() {
    Tables.empty(
        jdbc(), "tds_inbox_events", "tds_sync_queue", "tds_sync_logs", "tds_dead_letter_queue");
    jdbc().sql("alter table tds_inbox_events alter column arrival restart").update();
  }

  /** Empties all tables, as if retention had removed an earlier delivery. */
  void emptyWithAPast() {
    empty();
    delivered("users", "{\"user\": {\"user_id\": \"1\"}}");
    jdbc().sql("delete from tds_inbox_events").update();
    jdbc().sql("delete from tds_sync_queue").update();
  }

  /** Delivers an item whose event then waits. For a duplicate it returns the first delivery. */
  UUID item(String members) {
    return delivered("items", "{\"item\": {\"item_id\": \"1\", %s}}".formatted(members));
  }

  /** Delivers an item and ends its event with this outcome. */
  UUID item(String members, Outcome outcome) {
    return ended(item(members), outcome);
  }

  /** Delivers the item's deletion and ends its event with this outcome. */
  UUID deletion(String members, Outcome outcome) {
    return ended(
        delivered("items?op=delete", "{\"item\": {\"item_id\": \"1\", %s}}".formatted(members)),
        outcome);
  }

  UUID delivered(String address, String body) {
    String[] parts = address.split("\\?", 2);
    Delivery delivery =
        new Delivery(parts[0], parts.length == 2 ? parts[1] : "", "application/json", body);
    if (!(DeliveryReader.read(delivery) instanceof ParsedDelivery.Change change)) {
      throw new IllegalArgumentException("no change: " + body);
    }
    int size = body.getBytes(StandardCharsets.UTF_8).length;
    ReceivedDelivery received = new ReceivedDelivery(delivery, null, size, "{}", "127.0.0.1");
    return inbox.accept(ReceivedChange.of(received, change)).eventId();
  }

  /** Ends a waiting event as a worker does. Other events go on waiting. */
  UUID ended(UUID event, Outcome outcome) {
    queue.complete(List.of(new Completion(claimed(event), outcome)), "worker-1", TOOK);
    return event;
  }

  /** Fails an attempt of a waiting event. */
  UUID failed(UUID event, String error) {
    queue.fail(new Failure(claimed(event), error, "{}", TOOK), "worker-1");
    return event;
  }

  private ClaimedEvent claimed(UUID event) {
    List<ClaimedEvent> claimed =
        queue.claim(
            new ClaimSettings("worker-1", 100, Duration.ofSeconds(30)), QueuePosition.FIRST);
    queue.release(claimed.stream().filter(each -> !each.id().equals(event)).toList());
    return claimed.stream().filter(each -> each.id().equals(event)).findFirst().orElseThrow();
  }

  @Override
  public void close() {
    database.close();
  }
}
