package sale.tsh.tds.worker.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.simulator.SimulatedCall;
import sale.tsh.tds.simulator.SimulatedFault;
import tools.jackson.databind.node.ObjectNode;

/** What users of other programs that pull from Zoho complain about. Each complaint has a test. */
class PullComplaintsTest {

  /** Longer than the interval that heads grow to with 1,000 calls a day. */
  private static final Duration HEAD = Duration.ofMinutes(58);

  private final PulledSystem system = new PulledSystem();

  @BeforeEach
  void allowManyCalls() {
    system.zoho().limits().perDay(50_000);
  }

  @AfterEach
  void close() {
    system.close();
  }

  private static ObjectNode json(String text) {
    return (ObjectNode) Json.parse(text.replace('\'', '"'));
  }

  private String contact(String name) {
    return system
        .zoho()
        .put("contact", json("{'contact_name':'%s','status':'active'}".formatted(name)))
        .path("contact_id")
        .asString();
  }

  private void rename(String id, String name) {
    system
        .zoho()
        .put("contact", json("{'contact_id':'%s','contact_name':'%s'}".formatted(id, name)));
  }

  private String name(String id) {
    return system
        .mirrored("contact")
        .getOrDefault(id, json("{}"))
        .path("contact_name")
        .asString("");
  }

  /** A head read and then the fetches that waited for webhooks. */
  private void head() {
    system.pass(HEAD);
    system.turn();
    system.pass(PulledSystem.PATIENCE);
    system.turn();
  }

  @Test
  void noChangeOfTheCursorsOwnSecondIsLost() {
    String first = contact("First");
    String second = contact("Second");
    system.settle();
    system.pass(HEAD);
    rename(first, "Changed");
    system.turn();
    // The same second as the change that moved the cursor, but after it was read.
    rename(second, "Changed too");
    head();

    assertThat(List.of(name(first), name(second))).containsExactly("Changed", "Changed too");
  }

  @Test
  void noPageIsSkippedWhileRecordsChange() {
    for (int i = 0; i < 420; i++) {
      contact("Contact " + i);
    }
    List<String> ids = new ArrayList<>(system.inZoho("contact").keySet());
    system
        .zoho()
        .beforeAnswer(call -> {
          if (isPage(call, 2)) {
            ids.subList(0, 150).forEach(id -> rename(id, "Renamed"));
          }
        });
    system.settle();

    assertThat(system.mirrored("contact").keySet()).isEqualTo(system.inZoho("contact").keySet());
  }

  private static boolean isPage(SimulatedCall call, int page) {
    return call.path().endsWith("/contacts") && call.parameter("page").equals("" + page);
  }

  @Test
  void aChangeThatZohoListsLateIsFound() {
    String id = contact("Before");
    String other = contact("Other");
    system.settle();
    system.zoho().kind("contact").listsChangesAfter(Duration.ofMinutes(5));
    system.pass(Duration.ofMinutes(10));
    rename(id, "Late");
    system.pass(Duration.ofMinutes(4));
    system.webhookOf("contact", other, () -> rename(other, "Newer"));
    head();
    head();

    assertThat(name(id)).isEqualTo("Late");
  }

  @Test
  void aWebhookDoesNotMoveTheCursor() {
    String lost = contact("Lost");
    String heard = contact("Heard");
    system.settle();
    Object before =
        system.worker().row("select cursor_time from tds_pull_states where kind = 'contact'");
    system.pass(Duration.ofMinutes(10));
    rename(lost, "Lost no more");
    system.pass(Duration.ofMinutes(10));
    rename(heard, "Heard of");
    system.webhook("contact", heard);
    assertThat(
            system.worker().row("select cursor_time from tds_pull_states where kind = 'contact'"))
        .isEqualTo(before);
    head();

    assertThat(name(lost)).isEqualTo("Lost no more");
  }

  @Test
  void aTimeOfAnotherCenturyHidesNoLaterChange() {
    String odd = contact("Odd");
    String id = contact("Before");
    system.settle();
    system.pass(HEAD);
    system
        .zoho()
        .load(
            "contact",
            json(
                "{'contact_id':'%s','contact_name':'Odd one','last_modified_time':'2099-01-01T00:00:00+0000'}"
                    .formatted(odd)));
    head();
    assertThat(name(odd)).isEqualTo("Odd one");
    rename(id, "After");
    head();

    assertThat(name(id)).isEqualTo("After");
  }

  /** Earlier releases kept such a time as their cursor. */
  @Test
  void aCursorOfAnotherCenturyIsForgotten() {
    String id = contact("Before");
    system.settle();
    system.worker().jdbc().sql("update tds_pull_states set cursor_time = '2099-01-01Z'").update();
    head();
    rename(id, "After");
    head();

    assertThat(name(id)).isEqualTo("After");
  }

  @Test
  void aBlankTimeHoldsNothingUp() {
    String blank = contact("Blank");
    String id = contact("Before");
    system.settle();
    system.zoho().kind("contact").blankTimeInRows(blank);
    system.pass(Duration.ofMinutes(10));
    rename(id, "After");
    rename(blank, "Blank after");
    system.sweepAgain();

    assertThat(List.of(name(id), name(blank))).containsExactly("After", "Blank after");
  }

  @Test
  void deletedRecordsDoNotStay() {
    String id = contact("Gone");
    contact("Stays");
    system.settle();
    system.zoho().delete("contact", id);
    system.sweepAgain();

    assertThat(system.mirrored("contact")).hasSize(1).doesNotContainKey(id);
  }

  @Test
  void aFailedReadWipesNothing() {
    List<SimulatedFault> faults =
        List.of(
            SimulatedFault.emptyList(),
            SimulatedFault.withoutPageContext(),
            SimulatedFault.renamed("contacts", "people"),
            SimulatedFault.error(200, 1000, "Internal Error"),
            SimulatedFault.error(404, 5, "Invalid URL Passed"),
            SimulatedFault.cutJson(),
            SimulatedFault.htmlPage());
    for (int i = 0; i < 12; i++) {
      contact("Contact " + i);
    }
    system.settle();
    for (SimulatedFault fault : faults) {
      system.zoho().fail(1_000, call -> call.path().contains("/contacts"), fault);
      system.pass(Duration.ofDays(1).plusMinutes(1));
      for (int turn = 0; turn < 5; turn++) {
        system.turn();
        system.pass(Duration.ofMinutes(7));
      }
      system.zoho().clearFaults();
      assertThat(system.mirrored("contact")).as("after %s", fault).hasSize(12);
    }
  }

  @Test
  void candidatesThatTheListHasAgainAreForgotten() {
    for (int i = 0; i < 12; i++) {
      contact("Contact " + i);
    }
    system.settle();
    system
        .zoho()
        .fail(1_000, call -> call.path().endsWith("/contacts"), SimulatedFault.emptyList());
    system.sweepAgain();
    assertThat(system.worker().count("tds_pull_fetches where held_back")).isEqualTo(12);
    system.zoho().clearFaults();
    system.sweepAgain();

    assertThat(system.worker().count("tds_pull_fetches")).isZero();
  }

  @Test
  void anInactiveRecordIsNotDeleted() {
    String id = contact("Sleeping");
    system.settle();
    system.zoho().put("contact", json("{'contact_id':'%s','status':'inactive'}".formatted(id)));
    system.sweepAgain();

    assertThat(system.mirrored("contact")).containsOnlyKeys(id);
  }

  @Test
  void oneTokenServesAnHourAndARestart() {
    contact("Amal");
    system.settle();
    long given = system.zoho().tokens().given();
    system.restart(Map.of());
    system.pass(Duration.ofMinutes(2));
    system.turn();

    assertThat(system.zoho().tokens().given()).isEqualTo(given);
    assertThat(given).isLessThan(5);
  }

  @Test
  void aTokenThatZohoEndsEarlyIsRenewedOnce() {
    String id = contact("Before");
    system.settle();
    long given = system.zoho().tokens().given();
    system.zoho().tokens().expireAll();
    rename(id, "After");
    system.request("pull", "contact", id);
    system.turn();

    assertThat(name(id)).isEqualTo("After");
    assertThat(system.zoho().tokens().given()).isEqualTo(given + 1);
  }

  @Test
  void aDeadRefreshTokenStopsAndSaysSo() {
    contact("Amal");
    system.zoho().tokens().revokeRefreshToken();
    system.turn();
    int calls = system.zoho().calls().all().size();
    system.pass(Duration.ofDays(3));
    system.turn();

    assertThat(system.zoho().calls().all()).hasSize(calls);
    assertThat(
            system.worker().row("select paused_reason from tds_pull_budgets").get("paused_reason"))
        .asString()
        .contains("invalid_code");
  }

  @Test
  void theShareIsNeverExceeded() {
    system.zoho().limits().perDay(200);
    system.passToMidnight();
    for (int i = 0; i < 400; i++) {
      contact("Contact " + i);
    }
    for (int turn = 0; turn < 140; turn++) {
      system.turn();
      system.pass(Duration.ofMinutes(10));
    }

    assertThat(system.zoho().limits().spent()).isBetween(100, 120);
  }

  /** A mirror that is filled for weeks would otherwise miss the changes of each evening. */
  @Test
  void aBackfillLeavesEachKindItsHeadReads() {
    system.zoho().limits().perDay(1_000);
    for (int i = 0; i < 700; i++) {
      contact("Contact " + i);
      system.pass(Duration.ofMinutes(1));
    }
    system.passToMidnight();
    for (int turn = 0; turn < 285; turn++) {
      system.turn();
      assertThat(
              system
                  .worker()
                  .count("tds_pull_states where last_head_at < '" + system.now().minus(HEAD) + "'"))
          .as("kinds whose head is late at %s", system.now())
          .isZero();
      system.pass(Duration.ofMinutes(5));
    }

    assertThat(system.zoho().limits().spent()).isBetween(500, 600);
    assertThat(system.mirrored("contact")).hasSizeGreaterThan(130);
  }

  @Test
  void aSortThatIsIgnoredIsNoticed() {
    for (int i = 0; i < 3; i++) {
      contact("Contact " + i);
    }
    system.zoho().kind("contact").ignoresSorts();
    system.settle();

    assertThat(
            system
                .worker()
                .row("select modified_order from tds_pull_states where kind = 'contact'"))
        .containsEntry("modified_order", "ignored");
    assertThat(system.mirrored("contact")).hasSize(3);
  }

  @Test
  void aSortThatIsOnlyClaimedIsNoticed() {
    String id = contact("B");
    system.pass(Duration.ofMinutes(1));
    contact("A");
    system.pass(Duration.ofMinutes(1));
    contact("C");
    system.settle();
    system.zoho().kind("contact").claimsSorts();
    rename(id, "Healed");
    system.sweepAgain();

    assertThat(name(id)).isEqualTo("Healed");
  }

  @Test
  void aRecordOnTwoPagesIsOneRecord() {
    system.zoho().kind("contact").overlapsPages();
    for (int i = 0; i < 210; i++) {
      contact("Contact " + i);
    }
    system.settle();

    assertThat(system.mirrored("contact")).hasSize(210);
  }

  @Test
  void aListThatCannotBeReadHoldsUpItsKindOnly() {
    contact("Amal");
    system.zoho().put("invoice", json("{'invoice_number':'INV-1','customer_id':'7','total':1}"));
    system
        .zoho()
        .fail(
            1_000,
            call -> call.path().endsWith("/contacts"),
            SimulatedFault.renamed("contacts", "people"));
    for (int turn = 0; turn < 5; turn++) {
      system.turn();
      system.pass(Duration.ofMinutes(3));
    }

    assertThat(system.mirrored("invoice")).hasSize(1);
    assertThat(system.mirrored("contact")).isEmpty();
  }

  @Test
  void aDeletionThatZohoDoesNotConfirmHoldsUpNoSweep() {
    String id = contact("Gone");
    contact("Stays");
    system.settle();
    system.zoho().delete("contact", id);
    system
        .zoho()
        .fail(
            1_000,
            call -> call.path().endsWith("/contacts/" + id),
            SimulatedFault.error(404, 5, "Invalid URL Passed"));
    system.pass(Duration.ofDays(1).plusMinutes(1));
    for (int turn = 0; turn < 10; turn++) {
      system.turn();
      system.pass(Duration.ofMinutes(2));
    }

    assertThat(system.mirrored("contact")).containsKey(id);
    assertThat(system.worker().count("tds_pull_sweeps where kind = 'contact' and ended_at is null"))
        .isZero();
  }

  @Test
  void anIdThatZohoCannotHaveIsNoPartOfAnAddress() {
    contact("Amal");
    system.settle();
    system.worker().deliver("contacts", "{\"contact_id\":\"../users/1\"}");
    system.worker().deliver("contacts", "{\"contact_id\":\"1?a=b c\"}");
    system.worker().runAll();
    system
        .worker()
        .jdbc()
        .sql("update zoho.contacts set stale_since = now() - interval '1 hour'")
        .update();
    head();

    assertThat(system.zoho().calls().all())
        .noneMatch(call -> call.path().contains("..") || call.path().contains(" "));
    assertThat(system.worker().count("tds_pull_fetches where last_error like '%no such ids%'"))
        .isEqualTo(2);
  }

  @Test
  void aMissingScopeIsNamedAndHoldsUpItsKindOnly() {
    String contact = contact("Amal");
    system.zoho().put("invoice", json("{'invoice_number':'INV-1','customer_id':'7','total':1}"));
    system.zoho().tokens().removeScope("ZohoBooks.contacts.READ");
    for (int turn = 0; turn < 5; turn++) {
      system.turn();
      system.pass(Duration.ofMinutes(3));
    }

    assertThat(system.mirrored("invoice")).hasSize(1);
    assertThat(system.mirrored("contact")).isEmpty();
    assertThat(
            system.worker().row("select paused_reason from tds_pull_states where kind = 'contact'"))
        .hasEntrySatisfying(
            "paused_reason",
            reason -> assertThat(reason).asString().contains("ZohoBooks.contacts.READ"));

    system.request("pull", "contact", contact);
    system.pass(Duration.ofHours(1));
    system.turn();
    assertThat(
            system
                .worker()
                .count("tds_pull_fetches where last_error like '%ZohoBooks.contacts.READ%'"))
        .isEqualTo(1);
  }
}
