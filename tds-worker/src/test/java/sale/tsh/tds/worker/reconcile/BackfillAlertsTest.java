package sale.tsh.tds.worker.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.alert.AlertMonitor;
import sale.tsh.tds.queue.ClaimedEvent;
import tools.jackson.databind.node.JsonNodeFactory;

/** While 20,000 records are fetched, the alerts of the queue tell of webhooks alone. */
class BackfillAlertsTest {

  private static final int INVOICES = 20_000;
  private static final int ROUNDS = 2;

  /** More than the backlog's first threshold. */
  private static final int WEBHOOKS = 501;

  private final PulledSystem system = new PulledSystem(Map.of("ZOHO_API_MINUTE_LIMIT", "100000"));
  private final AlertMonitor monitor = system.worker().alertMonitor();

  @AfterEach
  void close() {
    system.close();
  }

  @Test
  void aBackfillRaisesNoAlertAndHidesNone() {
    system.zoho().limits().none();
    Instant begin = system.now().minus(Duration.ofDays(30)).truncatedTo(ChronoUnit.SECONDS);
    for (int i = 0; i < INVOICES; i++) {
      system
          .zoho()
          .load(
              "invoice",
              JsonNodeFactory.instance
                  .objectNode()
                  .put("invoice_id", Integer.toString(100_000 + i))
                  .put("last_modified_time", begin.plusSeconds(i).toString()));
    }
    for (int round = 1; round <= ROUNDS; round++) {
      pullAsMuchAsMayWait();
      assertThat(pending()).as("pulled events that wait").isEqualTo(100);
      assertThat(left()).as("records to fetch").isEqualTo(INVOICES - 100 * round);
      assertThat(alerts()).isEmpty();
      system.worker().runAll();
    }
    assertThat(system.mirrored("invoice")).hasSize(100 * ROUNDS);

    pullAsMuchAsMayWait();
    for (int i = 0; i < WEBHOOKS; i++) {
      system.worker().deliver("items", "{\"item_id\":\"%d\"}".formatted(i));
    }
    assertThat(alerts())
        .containsExactly("queue-backlog: 601 events are pending. Monitor; may need scaling.");
    assertThat(system.worker().claim(50))
        .hasSize(50)
        .extracting(ClaimedEvent::entityType)
        .containsOnly("item");
  }

  /** A turn ends after a minute, which a slow machine needs for the list alone. */
  private void pullAsMuchAsMayWait() {
    for (int turn = 0; turn < 10 && pending() < 100; turn++) {
      system.pull();
    }
  }

  private int pending() {
    return system.worker().count("tds_sync_queue where status = 'pending'");
  }

  private int left() {
    return system.worker().count("tds_pull_fetches where reason = 'backfill'");
  }

  private List<String> alerts() {
    monitor.runOnce();
    return system
        .worker()
        .jdbc()
        .sql("select cause || ': ' || message from tds_alerts where resolved_at is null")
        .query((row, number) -> row.getString(1))
        .list();
  }
}
