package sale.tsh.tds.api.record;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.delivery.Delivery;
import sale.tsh.tds.delivery.DeliveryReader;
import sale.tsh.tds.delivery.Reading;
import sale.tsh.tds.inbox.Inbox;
import sale.tsh.tds.inbox.ReceivedChange;
import sale.tsh.tds.inbox.ReceivedDelivery;
import sale.tsh.tds.queue.ClaimSettings;
import sale.tsh.tds.queue.ClaimedEvent;
import sale.tsh.tds.queue.Completion;
import sale.tsh.tds.queue.EventQueue;
import sale.tsh.tds.queue.Failure;
import sale.tsh.tds.queue.Outcome;
import sale.tsh.tds.queue.Place;
import sale.tsh.tds.testing.TestDatabase;

/** Deliveries of records in a database of their own, taken in and ended as in earnest. */
final class RecordFixture implements AutoCloseable {

  private static final Duration TOOK = Duration.ofMillis(1);

  private final TestDatabase database = TestDatabase.migrated();
  private final EventQueue queue = database.queue(3);
  private final Inbox inbox = database.inbox(queue);

  JdbcClient jdbc() {
    return database.jdbc();
  }

  EventQueue queue() {
    return queue;
  }

  /** Nothing was ever delivered. */
  void empty() {
    jdbc()
        .sql(
            "truncate tds_inbox_events, tds_sync_queue, tds_sync_logs, tds_dead_letter_queue restart identity")
        .update();
  }

  /** Something else was delivered before and taken by retention. */
  void emptyWithAPast() {
    empty();
    delivered("users", "{\"user\": {\"user_id\": \"1\"}}");
    jdbc().sql("delete from tds_inbox_events").update();
    jdbc().sql("delete from tds_sync_queue").update();
  }

  /** A delivery of an item whose event waits, or the first one where it is a duplicate. */
  UUID item(String members) {
    return delivered("items", "{\"item\": {\"item_id\": \"1\", %s}}".formatted(members));
  }

  /** A delivery of an item whose event ended so. */
  UUID item(String members, Outcome outcome) {
    return ended(item(members), outcome);
  }

  /** A delivery of the item's end whose event ended so. */
  UUID deletion(String members, Outcome outcome) {
    return ended(
        delivered("items?op=delete", "{\"item\": {\"item_id\": \"1\", %s}}".formatted(members)),
        outcome);
  }

  UUID delivered(String address, String body) {
    String[] parts = address.split("\\?", 2);
    Delivery delivery =
        new Delivery(parts[0], parts.length == 2 ? parts[1] : "", "application/json", body);
    if (!(DeliveryReader.read(delivery) instanceof Reading.Change change)) {
      throw new IllegalArgumentException("no change: " + body);
    }
    int size = body.getBytes(StandardCharsets.UTF_8).length;
    ReceivedDelivery received = new ReceivedDelivery(delivery, null, size, "{}", "127.0.0.1");
    return inbox.accept(ReceivedChange.of(received, change)).eventId();
  }

  /** Ends a waiting event as a worker does; others go on waiting. */
  UUID ended(UUID event, Outcome outcome) {
    queue.complete(List.of(new Completion(claimed(event), outcome)), "worker-1", TOOK);
    return event;
  }

  /** Lets the attempt of a waiting event fail. */
  UUID failed(UUID event, String error) {
    queue.fail(new Failure(claimed(event), error, "{}", TOOK), "worker-1");
    return event;
  }

  private ClaimedEvent claimed(UUID event) {
    List<ClaimedEvent> claimed =
        queue.claim(new ClaimSettings("worker-1", 100, Duration.ofSeconds(30)), Place.FIRST);
    queue.release(claimed.stream().filter(each -> !each.id().equals(event)).toList());
    return claimed.stream().filter(each -> each.id().equals(event)).findFirst().orElseThrow();
  }

  @Override
  public void close() {
    database.close();
  }
}
