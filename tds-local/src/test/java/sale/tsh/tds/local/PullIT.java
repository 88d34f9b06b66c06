package sale.tsh.tds.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import sale.tsh.tds.simulator.SimulatedLimits;
import sale.tsh.tds.simulator.ZohoSimulator;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Two packaged workers pull from the simulator. One of them is killed in the middle. */
@Tag("system")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class PullIT {

  private static final int INVOICES = 400;
  private static final int KILLED_AFTER = 150;
  private static final int WEBHOOKS = 20;
  private static final int PULLS = 60;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private ZohoSimulator zoho;
  private LocalSystem system;

  @BeforeAll
  void start() {
    zoho = ZohoSimulator.start(0);
    zoho.limits().none();
    for (int i = 0; i < INVOICES; i++) {
      zoho.put("invoice", invoice(1_000 + i).put("total", i));
    }
    system =
        LocalSystem.start(
            Map.of(
                "ZOHO_CLIENT_ID", ZohoSimulator.CLIENT_ID,
                "ZOHO_CLIENT_SECRET", ZohoSimulator.CLIENT_SECRET,
                "ZOHO_REFRESH_TOKEN", ZohoSimulator.REFRESH_TOKEN,
                "ZOHO_ORGANIZATION_ID", ZohoSimulator.ORGANIZATION_ID,
                "ZOHO_API_URL", zoho.baseUri().toString(),
                "ZOHO_ACCOUNTS_URL", zoho.baseUri().toString(),
                "ZOHO_API_MINUTE_LIMIT", "100000"));
    system.newWorker().start();
  }

  @AfterAll
  void close() {
    system.close();
    zoho.close();
  }

  /** Webhooks come meanwhile, and wait for no pulled record. */
  @Test
  @Order(1)
  void aBackfillGoesOnInTheOtherWorkerAfterAKill() {
    await().atMost(PATIENCE).until(() -> fetches() >= KILLED_AFTER);
    LocalProcess puller = puller();
    puller.kill();
    int made = zoho.calls().all().size();
    assertThat(fetches()).as("it was killed in the middle").isLessThan(INVOICES);
    endLease();
    for (int i = 0; i < WEBHOOKS; i++) {
      assertThat(
              system
                  .deliver("items", "{\"item\": {\"item_id\": \"%d\"}}".formatted(i))
                  .statusCode())
          .isEqualTo(202);
    }

    await().atMost(PATIENCE).until(() -> system.count("zoho.invoices") == INVOICES);
    assertThat(fetches() - INVOICES).as("fetched twice").isLessThanOrEqualTo(made / 20);
    assertThat(zoho.tokens().given()).isEqualTo(1);
    await().until(() -> system.count("tds_sync_queue where status <> 'completed'") == 0);
    assertThat(
            system.count(
                "tds_sync_queue where entity_type = 'item' and started_at > queued_at + interval '1 s'"))
        .as("webhooks that waited")
        .isZero();
    puller.start();
  }

  /** An operator asks for more records than the share has calls. */
  @Test
  @Order(2)
  void theShareIsNeverExceeded() {
    SimulatedLimits limits = zoho.limits();
    int share = limits.spent() + PULLS / 2;
    limits.perDay(share * 100 / 60 + 1);
    for (int i = 0; i < PULLS; i++) {
      String id = Integer.toString(1_000 + i);
      zoho.editSilently("invoice", id, invoice(1_000 + i).put("total", -1));
      assertThat(system.post("/dashboard/records/invoice/%s/pull".formatted(id)).statusCode())
          .isEqualTo(202);
    }

    await()
        .atMost(PATIENCE)
        .until(
            () -> system.get("/dashboard/reconciliation").body().contains("its share of the day"));
    awaitAnotherTurn();
    assertThat(limits.spent()).isBetween(share - 2, share);
    await().until(() -> system.count("tds_sync_queue where status <> 'completed'") == 0);
    assertThat(system.count("tds_pull_requests where answer = 'delivered'")).isPositive();
    assertThat(system.count("tds_pull_fetches where reason = 'requested'")).isPositive();
  }

  private int fetches() {
    return zoho.calls().where(call -> call.path().startsWith("/books/v3/invoices/")).size();
  }

  /** The worker whose lease it is to pull. */
  private LocalProcess puller() {
    String owner =
        system
            .jdbc()
            .sql("select owner from tds_duty_leases where duty = 'pull'")
            .query(String.class)
            .single();
    return system.workers().stream()
        .filter(worker -> owner.endsWith("-" + worker.pid().orElseThrow()))
        .findFirst()
        .orElseThrow();
  }

  /** Lets the time pass for which nobody takes over from a dead worker. */
  private void endLease() {
    system.jdbc().sql("update tds_duty_leases set expires_at = now() where duty = 'pull'").update();
  }

  /** Returns once the task has begun twice, so that it was over once. */
  private void awaitAnotherTurn() {
    for (int turn = 0; turn < 2; turn++) {
      String before = leaseEnd();
      await().until(() -> !leaseEnd().equals(before));
    }
  }

  private String leaseEnd() {
    return system
        .jdbc()
        .sql("select expires_at::text from tds_duty_leases where duty = 'pull'")
        .query(String.class)
        .single();
  }

  private static ObjectNode invoice(int id) {
    return JsonNodeFactory.instance.objectNode().put("invoice_id", Integer.toString(id));
  }
}
