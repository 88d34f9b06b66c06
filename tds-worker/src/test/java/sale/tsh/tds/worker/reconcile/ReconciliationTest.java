package sale.tsh.tds.worker.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.queue.ClaimedEvent;
import sale.tsh.tds.settings.SettingException;
import sale.tsh.tds.simulator.SimulatedFault;
import sale.tsh.tds.simulator.ZohoSimulator;
import tools.jackson.databind.node.ObjectNode;

class ReconciliationTest {

  private final PulledSystem system = new PulledSystem();

  @AfterEach
  void close() {
    system.close();
  }

  private static ObjectNode json(String text) {
    return (ObjectNode) Json.parse(text.replace('\'', '"'));
  }

  private String invoice(String number, int total) {
    return system
        .zoho()
        .put(
            "invoice",
            json(
                "{'invoice_number':'%s','customer_id':'77','total':%d,'balance':%d,'status':'sent',"
                        .formatted(number, total, total)
                    + "'line_items':[{'line_item_id':'1','name':'Tea','rate':2,'quantity':1}]}"))
        .path("invoice_id")
        .asString();
  }

  private int mirrored(String invoice, String member) {
    ObjectNode record = system.mirrored("invoice").getOrDefault(invoice, json("{}"));
    return record.path(member).intValue();
  }

  @Test
  void fillsAnEmptyMirror() {
    for (int i = 0; i < 3; i++) {
      invoice("INV-" + i, 10 + i);
    }
    system.zoho().put("contact", json("{'contact_name':'Amal','status':'active'}"));
    system.zoho().put("item", json("{'name':'Tea','rate':2,'sku':'T-1'}"));

    system.settle();

    assertThat(system.mirrored("invoice").keySet()).isEqualTo(system.inZoho("invoice").keySet());
    assertThat(system.mirrored("contact")).hasSize(1);
    assertThat(system.mirrored("item")).hasSize(1);
    assertThat(system.worker().count("tds_pull_sweeps where kind = 'invoice'")).isEqualTo(1);
    assertThat(system.worker().count("zoho.invoice_lines")).isEqualTo(3);
    assertThat(system.worker().count("zoho.invoices where stale_since is not null")).isZero();
    assertThat(
            system
                .worker()
                .row(
                    "select share = daily_limit * 60 / 100 as share_is_told from tds_pull_budgets"))
        .containsEntry("share_is_told", true);
  }

  @Test
  void aBackfillBeginsWithTheNewestRecords() {
    for (int day = 1; day <= 5; day++) {
      system
          .zoho()
          .load(
              "invoice",
              json(
                  "{'invoice_id':'%d','invoice_number':'INV','customer_id':'7','total':1,'last_modified_time':'2026-01-0%dT00:00:00+0000'}"
                      .formatted(10_000 + day * 3 % 5, day)));
    }
    system.settle();

    assertThat(
            system.zoho().calls().below("/books/v3/invoices").stream()
                .map(call -> call.path())
                .filter(path -> !path.endsWith("/invoices")))
        .containsExactly(
            "/books/v3/invoices/10000",
            "/books/v3/invoices/10002",
            "/books/v3/invoices/10004",
            "/books/v3/invoices/10001",
            "/books/v3/invoices/10003");
  }

  @Test
  void aBackfillGoesOnWhereAProcessDied() {
    for (int i = 0; i < 60; i++) {
      invoice("INV-" + i, i);
    }
    for (int process = 0; process < 30; process++) {
      system.restart(Map.of("ZOHO_API_MINUTE_LIMIT", "10"));
      system.turn();
      system.pass(Duration.ofMinutes(1).plusMillis(1));
    }

    assertThat(system.mirrored("invoice")).hasSize(60);
    system
        .inZoho("invoice")
        .keySet()
        .forEach(id -> assertThat(system.calls("/invoices/" + id)).hasSize(1));
    assertThat(system.zoho().tokens().given()).isEqualTo(1);
  }

  /** Otherwise alerts of the backlog would tell of pulling, and webhooks would wait. */
  @Test
  void aBackfillLeavesTheQueueToWebhooks() {
    system.zoho().limits().perDay(50_000);
    for (int i = 0; i < 250; i++) {
      invoice("INV-" + i, i);
    }
    for (int minute = 0; minute < 5; minute++) {
      system.pull();
      system.pass(Duration.ofMinutes(1).plusMillis(1));
    }
    assertThat(system.worker().count("tds_sync_queue where status = 'pending'")).isEqualTo(100);

    UUID webhook = system.worker().deliver("customers", "{'contact_id':'7'}".replace('\'', '"'));
    assertThat(system.worker().claim(1)).extracting(ClaimedEvent::id).containsExactly(webhook);
    for (int minute = 0; minute < 5; minute++) {
      system.turn();
      system.pass(Duration.ofMinutes(1).plusMillis(1));
    }
    assertThat(system.mirrored("invoice")).hasSize(250);
  }

  @Test
  void aLostEditIsHealedByTheNextHead() {
    String id = invoice("INV-1", 10);
    system.settle();

    system.pass(Duration.ofMinutes(5));
    system.zoho().put("invoice", json("{'invoice_id':'%s','total':12}".formatted(id)));
    system.pass(Duration.ofMinutes(55));
    system.turn();
    system.pass(PulledSystem.PATIENCE);
    system.turn();

    assertThat(mirrored(id, "total")).isEqualTo(12);
  }

  /** Its webhook had no time, so it may be older than what the mirror had. */
  @Test
  void aStaleRecordIsFetchedOnceAndItsMarkCleared() {
    String id = invoice("INV-1", 10);
    system.settle();
    int before = system.calls("/invoices/" + id).size();
    system
        .worker()
        .deliver("invoices", "{\"invoice\":{\"invoice_id\":\"%s\",\"total\":99}}".formatted(id));
    system.worker().runAll();
    assertThat(mirrored(id, "total")).isEqualTo(99);
    assertThat(stale()).isEqualTo(1);

    headsOfStale(3);

    assertThat(mirrored(id, "total")).isEqualTo(10);
    assertThat(stale()).isZero();
    assertThat(system.calls("/invoices/" + id)).hasSize(before + 1);
  }

  @Test
  void aRecordThatNeverHasATimeIsNotFetchedForEver() {
    String id = invoice("INV-1", 10);
    system.settle();
    int before = system.calls("/invoices/" + id).size();
    system
        .zoho()
        .fail(
            1_000,
            call -> call.path().endsWith("/invoices/" + id),
            SimulatedFault.recordWithoutTime());
    system
        .worker()
        .deliver("invoices", "{\"invoice\":{\"invoice_id\":\"%s\",\"total\":99}}".formatted(id));
    system.worker().runAll();

    headsOfStale(6);

    assertThat(mirrored(id, "total")).isEqualTo(10);
    assertThat(stale()).isZero();
    assertThat(system.calls("/invoices/" + id).size()).isBetween(before + 1, before + 2);
  }

  private int stale() {
    return system.worker().count("zoho.invoices where stale_since is not null");
  }

  /** Head reads, each after its interval. Marks are as old as the clock says that stands still. */
  private void headsOfStale(int heads) {
    for (int head = 0; head < heads; head++) {
      system
          .worker()
          .jdbc()
          .sql(
              "update zoho.invoices set stale_since = now() - interval '1 hour' where stale_since is not null")
          .update();
      heads(1);
    }
  }

  @Test
  void aChangeThatItsWebhookBringsCostsNoCall() {
    String id = invoice("INV-1", 10);
    system.settle();
    int before = system.calls("/invoices/" + id).size();

    system.pass(Duration.ofMinutes(31));
    system.zoho().put("invoice", json("{'invoice_id':'%s','total':12}".formatted(id)));
    system.turn();
    system.webhook("invoice", id);
    system.pass(PulledSystem.PATIENCE);
    system.turn();

    assertThat(system.calls("/invoices/" + id)).hasSize(before);
    assertThat(system.worker().count("tds_pull_fetches")).isZero();
  }

  /** The intake accepts nearly all that Zoho answers, so the test says that it refused. */
  @Test
  void aRefusedChangeIsFetchedAgainOnceItChangesOrIsSwept() {
    String id = invoice("INV-1", 10);
    system.settle();
    refuse(id, 12);
    int before = system.calls("/invoices/" + id).size();
    heads(3);
    assertThat(system.calls("/invoices/" + id)).hasSize(before);
    assertThat(mirrored(id, "total")).isEqualTo(10);

    system.zoho().put("invoice", json("{'invoice_id':'%s','total':13}".formatted(id)));
    heads(1);
    assertThat(system.calls("/invoices/" + id)).hasSize(before + 1);
    assertThat(mirrored(id, "total")).isEqualTo(13);

    refuse(id, 14);
    system.sweepAgain();
    assertThat(mirrored(id, "total")).isEqualTo(14);
  }

  /** A change whose fetch ends with a refusal. */
  private void refuse(String id, int total) {
    system.zoho().put("invoice", json("{'invoice_id':'%s','total':%d}".formatted(id, total)));
    system.pass(Duration.ofHours(1));
    system.turn();
    Instant due = system.now().plus(PulledSystem.PATIENCE);
    FetchList list = new FetchList(system.worker().jdbc(), ZohoSimulator.ORGANIZATION_ID);
    assertThat(list.next(0, 9, Set.of("invoice"), due, 9)).singleElement().satisfies(list::refused);
  }

  /** Head reads, and what they find. */
  private void heads(int count) {
    for (int head = 0; head < count; head++) {
      system.pass(Duration.ofHours(1));
      system.turn();
      system.pass(PulledSystem.PATIENCE);
      system.turn();
    }
  }

  @Test
  void aDeletionIsFoundByTheNextSweep() {
    String kept = invoice("INV-1", 10);
    String gone = invoice("INV-2", 20);
    system.settle();

    system.zoho().delete("invoice", gone);
    system.sweepAgain();

    assertThat(system.mirrored("invoice")).containsOnlyKeys(kept);
    assertThat(system.worker().count("zoho.invoices where deleted_at is not null")).isEqualTo(1);
  }

  @Test
  void aRecordThatAWrongWebhookDeletedIsBackAfterOneSweep() {
    String id = invoice("INV-1", 10);
    String user =
        system
            .zoho()
            .put("user", json("{'name':'Amal','status':'active'}"))
            .path("user_id")
            .asString();
    system.settle();
    deletedByWebhook("invoices", "invoice", id);
    deletedByWebhook("users", "user", user);

    system.sweepAgain();

    assertThat(mirrored(id, "total")).isEqualTo(10);
    assertThat(system.mirrored("user")).containsOnlyKeys(user);
    assertThat(
            system
                .worker()
                .row(
                    "select missing from tds_pull_sweeps where kind = 'invoice' order by id desc limit 1"))
        .containsEntry("missing", 1);
    assertThat(system.worker().count("zoho.invoice_lines")).isEqualTo(1);
  }

  @Test
  void anOperatorBringsBackARecordThatAWrongWebhookDeleted() {
    String id = invoice("INV-1", 10);
    system.settle();
    deletedByWebhook("invoices", "invoice", id);

    asked(id, "delivered");

    assertThat(mirrored(id, "total")).isEqualTo(10);
  }

  private void deletedByWebhook(String path, String kind, String id) {
    system
        .worker()
        .deliver(path, "op=delete", "{\"%s\":{\"%s_id\":\"%s\"}}".formatted(kind, kind, id));
    system.worker().runAll();
    assertThat(system.mirrored(kind)).doesNotContainKey(id);
  }

  @Test
  void aDeletionThatComesInWhileZohoAnswersWins() {
    String id = invoice("INV-1", 10);
    system.settle();
    system
        .zoho()
        .beforeSending(call -> {
          if (call.path().endsWith("/invoices/" + id)) {
            deletedByWebhook("invoices", "invoice", id);
          }
        });
    system.zoho().editSilently("invoice", id, json("{'balance':7}"));

    system.request("pull", "invoice", id);
    system.turn();

    assertThat(system.mirrored("invoice")).isEmpty();
  }

  @Test
  void aBalanceThatChangesWithoutATimeIsFoundByTheNextSweep() {
    String id = invoice("INV-1", 10);
    system.settle();

    system.zoho().editSilently("invoice", id, json("{'balance':4}"));
    system.sweepAgain();
    assertThat(mirrored(id, "balance")).isEqualTo(4);

    system.zoho().editSilently("invoice", id, json("{'balance':10}"));
    system.sweepAgain();
    assertThat(mirrored(id, "balance")).isEqualTo(10);
  }

  @Test
  void tooManyDeletionsWaitForAnOperator() {
    for (int i = 0; i < 20; i++) {
      invoice("INV-" + i, i);
    }
    system.settle();

    system.inZoho("invoice").keySet().stream()
        .limit(11)
        .forEach(id -> system.zoho().delete("invoice", id));
    system.sweepAgain();

    assertThat(system.mirrored("invoice")).hasSize(20);
    assertThat(system.worker().count("tds_pull_fetches where held_back")).isEqualTo(11);

    system.request("release", "invoice", null);
    system.settle();
    assertThat(system.mirrored("invoice").keySet()).isEqualTo(system.inZoho("invoice").keySet());
  }

  @Test
  void anEmptyListDeletesNothing() {
    String id = invoice("INV-1", 10);
    system.settle();

    system
        .zoho()
        .fail(1_000, call -> call.path().endsWith("/invoices"), SimulatedFault.emptyList());
    system.sweepAgain();

    assertThat(system.mirrored("invoice")).containsOnlyKeys(id);
  }

  @Test
  void anOperatorPullsOneRecord() {
    String id = invoice("INV-1", 10);
    system.settle();
    system.zoho().editSilently("invoice", id, json("{'balance':3}"));

    system.request("pull", "invoice", id);
    system.turn();

    assertThat(mirrored(id, "balance")).isEqualTo(3);
  }

  @Test
  void aWebhookThatComesInDuringTheCallWins() {
    String id = invoice("INV-1", 10);
    system.settle();
    system
        .zoho()
        .beforeSending(call -> {
          if (call.path().endsWith("/invoices/" + id)) {
            system.zoho().editSilently("invoice", id, json("{'balance':2}"));
            system.webhook("invoice", id);
          }
        });
    system.zoho().editSilently("invoice", id, json("{'balance':7}"));

    system.request("pull", "invoice", id);
    system.turn();

    assertThat(mirrored(id, "balance")).isEqualTo(2);
  }

  @Test
  void aPauseEndsAllCalls() {
    invoice("INV-1", 10);
    system.request("pause", null, null);
    system.turn();
    assertThat(system.zoho().calls().all()).isEmpty();

    system.request("resume", null, null);
    system.settle();
    assertThat(system.mirrored("invoice")).hasSize(1);
  }

  @Test
  void aPauseEndsWithTheErrorOfTheClockThatWasAhead() {
    String id = invoice("INV-1", 10);
    system.settle();
    system.pass(Duration.ofHours(5));
    system.zoho().fail(1, "/", SimulatedFault.htmlPage());
    system.request("pull", "invoice", id);
    system.turn();
    int calls = system.zoho().calls().all().size();
    system.turn();
    assertThat(system.zoho().calls().all()).hasSize(calls);

    system.pass(Duration.ofHours(-5));
    system.request("pull", "invoice", id);
    system.pass(Duration.ofMinutes(2));
    system.turn();
    assertThat(system.zoho().calls().all().size()).isGreaterThan(calls);
  }

  @Test
  void aKindsPauseEndsWithTheErrorOfTheClockThatWasAhead() {
    invoice("INV-1", 10);
    system.pass(Duration.ofHours(5));
    system
        .zoho()
        .fail(1, call -> call.path().endsWith("/invoices"), SimulatedFault.withoutPageContext());
    system.turn();
    assertThat(
            system
                .worker()
                .count("tds_pull_states where kind = 'invoice' and paused_until is not null"))
        .isEqualTo(1);

    system.pass(Duration.ofHours(-5));
    system.settle();
    assertThat(system.mirrored("invoice")).hasSize(1);
  }

  @Test
  void anOperatorLearnsWhatZohoAnswered() {
    String id = invoice("INV-1", 10);
    String gone = invoice("INV-2", 20);
    system.settle();
    asked(id, "same");
    system.zoho().editSilently("invoice", id, json("{'balance':3}"));
    asked(id, "delivered");
    system.zoho().delete("invoice", gone);
    asked(gone, "gone");
  }

  private void asked(String id, String answer) {
    system.request("pull", "invoice", id);
    system.turn();
    assertThat(
            system
                .worker()
                .row(
                    "select answer, answered_at is not null as told from tds_pull_requests order by id desc limit 1"))
        .containsEntry("answer", answer)
        .containsEntry("told", true);
  }

  @Test
  void anotherOrganizationIsRefusedOnceOneIsMirrored() {
    invoice("INV-1", 10);
    system.restart(Map.of("ZOHO_ORGANIZATION_ID", "7"));
    system.restart(Map.of("ZOHO_ORGANIZATION_ID", ZohoSimulator.ORGANIZATION_ID));
    system.settle();

    assertThatThrownBy(() -> system.restart(Map.of("ZOHO_ORGANIZATION_ID", "7")))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "ZOHO_ORGANIZATION_ID is 7, but this database mirrors organisation %s. Another organisation needs a database of its own.",
            ZohoSimulator.ORGANIZATION_ID);
  }

  @Test
  void otherCredentialsEndTheStopOfARefusedOnes() {
    invoice("INV-1", 10);
    system.restart(Map.of("ZOHO_REFRESH_TOKEN", "1000.dead"));
    system.turn();
    assertThat(
            system
                .worker()
                .row(
                    "select paused_until = 'infinity' as stopped, paused_reason from tds_pull_budgets"))
        .containsEntry("stopped", true);
    int calls = system.zoho().calls().all().size();
    system.pass(Duration.ofDays(2));
    system.turn();
    assertThat(system.zoho().calls().all()).hasSize(calls);

    system.restart(Map.of("ZOHO_REFRESH_TOKEN", ZohoSimulator.REFRESH_TOKEN));
    system.settle();
    assertThat(system.mirrored("invoice")).hasSize(1);
  }
}
