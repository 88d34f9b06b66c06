package sale.tsh.tds.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.delivery.Delivery;
import sale.tsh.tds.delivery.ParsedDelivery;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.kind.RecordOperation;
import sale.tsh.tds.refusal.RefusalCause;
import sale.tsh.tds.testing.Tables;
import sale.tsh.tds.testing.TestDatabase;
import tools.jackson.databind.node.JsonNodeFactory;

class InboxMetersTest {

  private static final TestDatabase database = TestDatabase.migrated();
  private static final ReceivedDelivery RECEIVED =
      new ReceivedDelivery(
          new Delivery("items", "", "application/json", "{}"), null, 2, "{}", "127.0.0.1");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Inbox inbox = database.inbox(new InboxMeters(meters));

  @AfterAll
  static void dropDatabase() {
    database.close();
  }

  @BeforeEach
  void empty() {
    Tables.empty(database.jdbc(), "tds_inbox_events", "tds_refusal_counts", "tds_sync_queue");
  }

  @Test
  void countsDeliveriesByKindAndResult() {
    inbox.accept(ReceivedChange.of(RECEIVED, item("1")));
    inbox.accept(ReceivedChange.of(RECEIVED, item("1")));
    inbox.accept(ReceivedChange.of(RECEIVED, item("2")));
    inbox.keepPing(RECEIVED);

    assertThat(count("item", "queued")).isEqualTo(2);
    assertThat(count("item", "duplicate")).isEqualTo(1);
    assertThat(count("none", "ping")).isEqualTo(1);
  }

  @Test
  void countsRefusalsByCauseKeptOrNot() {
    inbox.keepRefused(RECEIVED, RefusalCause.NO_ID, "It has none.", 1);
    inbox.keepRefused(RECEIVED, RefusalCause.NO_ID, "It has none.", 1);
    inbox.keepRefused(RECEIVED, RefusalCause.WRONG_SIGNATURE, "It is wrong.", 1);

    assertThat(count("none", "refused")).isEqualTo(3);
    assertThat(meters.get("tds.intake.refused").tag("cause", "no_id").counter().count())
        .isEqualTo(2);
    assertThat(meters.get("tds.intake.refused").tag("cause", "wrong_signature").counter().count())
        .isEqualTo(1);
  }

  @Test
  void callsEachKindOutsideTheCatalogueOther() {
    inbox.accept(ReceivedChange.of(RECEIVED, change("widget", "1")));
    inbox.accept(ReceivedChange.of(RECEIVED, change("cm_vehicle", "1")));

    assertThat(count("other", "queued")).isEqualTo(2);
    assertThat(meters.find("tds.intake").timers()).hasSize(1);
  }

  private long count(String kind, String result) {
    return meters.get("tds.intake").tags("kind", kind, "result", result).timer().count();
  }

  private static ParsedDelivery.Change item(String id) {
    return change("item", id);
  }

  private static ParsedDelivery.Change change(String kind, String id) {
    return new ParsedDelivery.Change(
        KindCatalogue.kindOf(kind),
        id,
        RecordOperation.UPDATED,
        Optional.empty(),
        JsonNodeFactory.instance.objectNode().put("item_id", id));
  }
}
