package sale.tsh.tds.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.delivery.Delivery;
import sale.tsh.tds.delivery.Operation;
import sale.tsh.tds.delivery.Reading;
import sale.tsh.tds.delivery.RefusalCause;
import sale.tsh.tds.entity.EntityCatalogue;
import sale.tsh.tds.queue.EventQueue;
import sale.tsh.tds.queue.RetryPolicy;
import sale.tsh.tds.settings.Environment;
import sale.tsh.tds.testing.TestDatabase;
import tools.jackson.databind.node.JsonNodeFactory;

class MeteredInboxTest {

  private static final TestDatabase database = TestDatabase.migrated();
  private static final ReceivedDelivery RECEIVED =
      new ReceivedDelivery(
          new Delivery("items", "", "application/json", "{}"), null, 2, "{}", "127.0.0.1");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Inbox inbox =
      new MeteredInbox(
          database.jdbc(),
          new EventQueue(
              database.jdbc(),
              RetryPolicy.from(new Environment(name -> null)),
              RandomGenerator.getDefault()),
          database.transactions(),
          UUID::randomUUID,
          meters);

  @AfterAll
  static void dropDatabase() {
    database.close();
  }

  @BeforeEach
  void empty() {
    database.jdbc().sql("truncate tds_inbox_events, tds_refusal_counts, tds_sync_queue").update();
  }

  @Test
  void deliveriesAreCountedByKindAndResult() {
    inbox.accept(ReceivedChange.of(RECEIVED, item("1")));
    inbox.accept(ReceivedChange.of(RECEIVED, item("1")));
    inbox.accept(ReceivedChange.of(RECEIVED, item("2")));
    inbox.keepPing(RECEIVED);

    assertThat(taken("item", "queued")).isEqualTo(2);
    assertThat(taken("item", "duplicate")).isEqualTo(1);
    assertThat(taken("none", "ping")).isEqualTo(1);
  }

  @Test
  void refusalsAreCountedByCauseTheOnesNotKeptIncluded() {
    inbox.keepRefused(RECEIVED, RefusalCause.NO_ID, "It has none.", 1);
    inbox.keepRefused(RECEIVED, RefusalCause.NO_ID, "It has none.", 1);
    inbox.keepRefused(RECEIVED, RefusalCause.WRONG_SIGNATURE, "It is wrong.", 1);

    assertThat(taken("none", "refused")).isEqualTo(3);
    assertThat(meters.get("tds.intake.refused").tag("cause", "no_id").counter().count())
        .isEqualTo(2);
    assertThat(meters.get("tds.intake.refused").tag("cause", "wrong_signature").counter().count())
        .isEqualTo(1);
  }

  private long taken(String kind, String result) {
    return meters.get("tds.intake").tags("kind", kind, "result", result).timer().count();
  }

  private static Reading.Change item(String id) {
    return new Reading.Change(
        EntityCatalogue.kindOf("item"),
        id,
        Operation.UPDATED,
        Optional.empty(),
        JsonNodeFactory.instance.objectNode().put("item_id", id));
  }
}
