package sale.tsh.tds.api.dashboard.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sale.tsh.tds.api.dashboard.Caller;
import sale.tsh.tds.api.dashboard.DashboardTest;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.testing.Tables;
import tools.jackson.databind.JsonNode;

/** The tables hold what the worker would write. */
class ReconciliationViewTest extends DashboardTest {

  private static final String PATH = "/dashboard/reconciliation";

  @BeforeEach
  @AfterEach
  void nothingPulled() {
    Tables.empty(
        jdbc,
        "tds_pull_budgets",
        "tds_pull_states",
        "tds_pull_sweeps",
        "tds_pull_fetches",
        "tds_pull_requests",
        "zoho.contacts",
        "tds_inbox_events",
        "tds_sync_queue");
  }

  @Test
  void pullingThatIsNotSetUpIsOffAndSaysWhy() {
    JsonNode status = api.get(PATH).json();
    assertThat(status.path("api").path("on").asBoolean()).isFalse();
    assertThat(status.path("api").path("sentence").asString()).contains("off", "ZOHO_CLIENT_ID");
    assertThat(status.path("kinds").valueStream().map(kind -> kind.path("kind").asString()))
        .containsExactlyElementsOf(
            KindCatalogue.kinds().stream()
                .filter(kind -> kind.apiResource().isPresent())
                .map(kind -> kind.name())
                .toList());
    assertThat(contact(status).path("state").asString()).isEqualTo("off");
    assertThat(contact(status).path("mirror_rows").isNull()).isTrue();
  }

  @Test
  void everyMemberOfTheContractIsThere() {
    setUp();
    JsonNode status = status();
    assertThat(keys(status.path("kinds").path(0)))
        .contains(
            "kind",
            "mirror_rows",
            "zoho_rows",
            "missing",
            "outdated",
            "different",
            "extra",
            "candidates",
            "stale",
            "last_head_at",
            "cursor_time",
            "last_sweep_at",
            "state");
    assertThat(keys(status.path("api")))
        .contains("daily_limit", "remaining", "paused_until", "paused_reason");
  }

  @Test
  void aKindHasTheFiguresOfItsLastSweepThatWasBelieved() {
    setUp();
    sweep("2 hours", 9, 9, 9, 9, null);
    sweep("1 hour", 3, 2, 1, 0, null);
    sweep("5 minutes", 0, 0, 0, 0, "Zoho sorted page 2 otherwise than the pages before");
    jdbc.sql(
            """
            insert into zoho.contacts (contact_id, version_time, version_arrival, record, stale_since, deleted_at)
            values ('1', now(), 1, '{}', null, null), ('2', now(), 2, '{}', now(), null),
                   ('3', now(), 3, null, null, now())
            """)
        .update();
    JsonNode contact = contact(status());
    assertThat(contact.path("missing").asInt()).isEqualTo(3);
    assertThat(contact.path("outdated").asInt()).isEqualTo(2);
    assertThat(contact.path("different").asInt()).isEqualTo(1);
    assertThat(contact.path("extra").asInt()).isZero();
    assertThat(contact.path("zoho_rows").asInt()).isEqualTo(2400);
    assertThat(contact.path("failure").asString()).startsWith("Zoho sorted page 2");
    assertThat(contact.path("mirror_rows").asInt()).isEqualTo(2);
    assertThat(contact.path("stale").asInt()).isEqualTo(1);
    assertThat(contact.path("last_sweep_at").isNull()).isFalse();
  }

  /** The first sweep of an empty mirror finds everything missing, which is no drift. */
  @Test
  void theDriftOfAYearIsToldByWeek() {
    setUp();
    sweep("370 days", 5, 0, 0, 0, null);
    sweep("21 days", 9, 9, 9, 9, "aborted");
    sweep("21 days", 0, 0, 0, 0, null);
    sweep("21 days", 1, 2, 0, 0, null);
    sweep("21 days", 0, 3, 4, 5, null);
    sweep("1 minute", 2, 0, 0, 0, null);
    sweep("22 days", 2400, 0, 0, 0, null);
    jdbc.sql("update tds_pull_sweeps set mirror_rows = 0 where missing = 2400").update();
    JsonNode drift = status().path("drift");
    assertThat(drift.valueStream().map(ReconciliationViewTest::found))
        .containsExactly("contact 1: 2 0 0 0", "contact 2: 1 5 4 5");
    assertThat(drift.path(1).path("week").asString())
        .isEqualTo(
            LocalDate.now(ZoneOffset.UTC)
                .minusDays(21)
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                .toString());
  }

  private static String found(JsonNode week) {
    return "%s %d: %d %d %d %d"
        .formatted(
            week.path("kind").asString(),
            week.path("sweeps").asInt(),
            week.path("missing").asInt(),
            week.path("outdated").asInt(),
            week.path("different").asInt(),
            week.path("extra").asInt());
  }

  @Test
  void aKindTellsWhatItsListCanDo() {
    setUp();
    jdbc.sql(
            """
            insert into tds_pull_states (organization_id, kind, created_order, row_times, time_filter)
            values ('1', 'contact', 'honoured', 'some', 'after')
            """)
        .update();
    JsonNode contact = contact(status());
    assertThat(contact.path("modified_order").asString()).isEqualTo("untested");
    assertThat(contact.path("created_order").asString()).isEqualTo("honoured");
    assertThat(contact.path("row_times").asString()).isEqualTo("some");
    assertThat(contact.path("time_filter").asString()).isEqualTo("after");
  }

  /** LostWebhooksTest says what counts. */
  @Test
  void aKindHasItsLostWebhooks() {
    setUp();
    sweep("3 hours", 0, 0, 0, 0, null);
    received("1", "pull");
    received("2", "webhook");
    assertThat(contact(status()).path("lost_webhooks").asInt()).isEqualTo(1);
  }

  /** A delivery of an hour ago, of a contact that was changed two hours ago. */
  private void received(String id, String source) {
    jdbc.sql(
            """
            insert into tds_inbox_events
              (id, event_id, path, body, body_size, entity_type, entity_id, operation, modified_time, received_at,
               source)
            select u, u, 'contacts', '{}', 2, 'contact', :id, 'updated', now() - interval '2 hours',
                   now() - interval '1 hour', :source
              from gen_random_uuid() u
            """)
        .param("id", id)
        .param("source", source)
        .update();
  }

  @Test
  void theStateFollowsWhatThePullingDoes() {
    setUp();
    assertState("waiting");
    jdbc.sql(
            "insert into tds_pull_sweeps (organization_id, kind, started_at, arrival) values ('1', 'contact', now(), 1)")
        .update();
    assertState("sweeping");
    jdbc.sql("delete from tds_pull_sweeps").update();
    sweep("1 hour", 2, 0, 0, 0, null);
    fetch("1", "backfill", 9, false);
    assertState("filling");
    jdbc.sql("update tds_pull_fetches set reason = 'missing', priority = 2").update();
    assertState("drifted");
    jdbc.sql("delete from tds_pull_fetches").update();
    assertState("healed");
    sweep("1 minute", 0, 0, 0, 0, null);
    assertState("true");
    fetch("2", "gone", 3, true);
    fetch("3", "gone", 3, true);
    assertState("held");
    assertThat(contact(status()).path("candidates").asInt()).isEqualTo(2);
    jdbc.sql(
            "update tds_pull_states set paused_until = now() + interval '1 hour', paused_reason = 'a scope is missing'")
        .update();
    assertState("paused");
    assertThat(contact(status()).path("paused_reason").asString()).isEqualTo("a scope is missing");
    jdbc.sql("update tds_pull_states set paused_until = now() - interval '1 second'").update();
    assertState("held");
    api.post("/dashboard/kinds/contact/pause");
    assertState("paused");
    api.post("/dashboard/kinds/contact/resume");
    assertState("held");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          infinity ; true ; until an operator resumes it (invalid_client)
          2100-01-01T00:00:00Z; false; for a while (invalid_client)
          """)
  void aPauseOfAllPullingSaysHowLongAndWhy(String until, boolean resumed, String sentence) {
    setUp();
    jdbc.sql(
            "update tds_pull_budgets set paused_until = :until::timestamptz, paused_reason = 'invalid_client'")
        .param("until", until)
        .update();
    JsonNode standing = status().path("api");
    assertThat(standing.path("paused_until").isNull()).isEqualTo(resumed);
    assertThat(standing.path("paused_until_resumed").asBoolean()).isEqualTo(resumed);
    assertThat(standing.path("paused_reason").asString()).isEqualTo("invalid_client");
    assertThat(standing.path("sentence").asString()).contains(sentence);
    assertState("paused");
  }

  @Test
  void theCallsOfADayThatIsOverDoNotCount() {
    setUp();
    jdbc.sql(
            """
            update tds_pull_budgets
               set daily_limit = 2000, remaining = 200, calls_today = 300, clock_ahead_ms = -420,
                   resets_at = now() + interval '1 hour'
            """)
        .update();
    JsonNode today = status().path("api");
    assertThat(today.path("calls_today").asInt()).isEqualTo(300);
    assertThat(today.path("remaining").asInt()).isEqualTo(200);
    assertThat(today.path("clock_ahead_ms").asInt()).isEqualTo(-420);
    assertThat(today.path("sentence").asString()).contains("last tenth");
    jdbc.sql("update tds_pull_budgets set remaining = 1500, share = 300").update();
    assertThat(status().path("api").path("sentence").asString()).contains("its share");
    jdbc.sql("update tds_pull_budgets set resets_at = now() - interval '1 second'").update();
    JsonNode tomorrow = status().path("api");
    assertThat(tomorrow.path("calls_today").asInt()).isZero();
    assertThat(tomorrow.path("remaining").isNull()).isTrue();
    assertThat(tomorrow.path("daily_limit").asInt()).isEqualTo(2000);
    assertThat(tomorrow.path("sentence").asString()).isEqualTo("Pulling is on.");
  }

  @Test
  void eachRequestIsLeftForTheWorkerAndAudited() {
    setUp();
    fetch("2", "gone", 3, true);
    for (String path :
        List.of(
            PATH + "/contact/sweep",
            "/dashboard/records/contact/460000000026049/pull",
            PATH + "/contact/release",
            PATH + "/pause",
            PATH + "/resume")) {
      Caller.Answer answer = api.post(path);
      assertThat(answer.status()).as(path).isEqualTo(202);
      assertThat(answer.json().path("message").asString()).as(path).endsWith(" asked for");
    }
    assertThat(requests())
        .containsExactly(
            "sweep contact - local",
            "pull contact 460000000026049 local",
            "release contact - local",
            "resume - - local");
    assertThat(
            jdbc.sql(
                    "select actor || ' ' || action || ' of ' || subject from tds_audit_trail order by id")
                .query(String.class)
                .list())
        .containsExactly(
            "local sweep of contact",
            "local pull of contact 460000000026049",
            "local release deletions of contact",
            "local pause pulling of Zoho",
            "local resume pulling of Zoho");
  }

  @Test
  void aReleaseOfNothingIsRefused() {
    setUp();
    fetch("2", "gone", 3, false);
    assertProblem(api.post(PATH + "/contact/release"), 409, "No deletion", "contact");
    assertThat(requests()).isEmpty();
  }

  @Test
  void aRequestThatStillWaitsIsNotLeftTwice() {
    setUp();
    api.post(PATH + "/contact/sweep");
    Caller.Answer again = api.post(PATH + "/contact/sweep");
    assertThat(again.status()).isEqualTo(202);
    assertThat(again.json().path("message").asString()).endsWith("was already asked for");
    assertThat(requests()).hasSize(1);
    jdbc.sql("update tds_pull_requests set taken_at = now()").update();
    api.post(PATH + "/contact/sweep");
    assertThat(requests()).hasSize(2);
  }

  @Test
  void theLastWordOfPauseAndResumeCounts() {
    setUp();
    api.post(PATH + "/pause");
    api.post(PATH + "/resume");
    api.post(PATH + "/pause");
    assertThat(requests()).containsExactly("pause - - local");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/dashboard/reconciliation/contact/sweep",
        "/dashboard/reconciliation/contact/release",
        "/dashboard/records/contact/7/pull",
        "/dashboard/reconciliation/pause",
        "/dashboard/reconciliation/resume"
      })
  void noRequestIsLeftWhilePullingIsOff(String path) {
    assertProblem(api.post(path), 409, "off", "ZOHO_CLIENT_ID");
    assertThat(requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          /dashboard/reconciliation/nonsense/sweep        , 404, contact
          /dashboard/reconciliation/contact_person/sweep  , 404, contact_person
          /dashboard/reconciliation/contact_person/release, 404, contact_person
          /dashboard/records/contact_person/7/pull        , 404, contact_person
          /dashboard/records/contact/7%20or%208/pull      , 400, id
          /dashboard/records/contact/0123456789012345678901234567890123456789012345678901234567890123x/pull, 400, 64
          """)
  void aRequestForNothingOfZohosIsRefused(String path, int status, String word) {
    setUp();
    assertProblem(api.post(path), status, word);
    assertThat(requests()).isEmpty();
  }

  private void setUp() {
    jdbc.sql("insert into tds_pull_budgets (organization_id) values ('1')").update();
  }

  private void sweep(
      String ago, int missing, int outdated, int different, int extra, @Nullable String failure) {
    jdbc.sql(
            """
            insert into tds_pull_sweeps
              (organization_id, kind, started_at, arrival, zoho_rows, mirror_rows, missing, outdated, different, extra,
               listed_at, ended_at, failure)
            select '1', 'contact', at, 1, 2400, 2390, :missing, :outdated, :different, :extra, at, at, :failure::text
              from (select now() - :ago::interval) as sweep (at)
            """)
        .param("missing", missing)
        .param("outdated", outdated)
        .param("different", different)
        .param("extra", extra)
        .param("ago", ago)
        .param("failure", failure)
        .update();
    jdbc.sql(
            """
            insert into tds_pull_states (organization_id, kind, last_sweep_at) values ('1', 'contact', now())
            on conflict (organization_id, kind) do update set last_sweep_at = now()
            """)
        .update();
  }

  private void fetch(String id, String reason, int priority, boolean heldBack) {
    jdbc.sql(
            """
            insert into tds_pull_fetches
              (organization_id, kind, entity_id, reason, priority, held_back, found_at, due_at)
            values ('1', 'contact', :id, :reason, :priority, :heldBack, now(), now())
            """)
        .param("id", id)
        .param("reason", reason)
        .param("priority", priority)
        .param("heldBack", heldBack)
        .update();
  }

  private List<String> requests() {
    return jdbc.sql(
            """
            select concat_ws(' ', action, coalesce(kind, '-'), coalesce(entity_id, '-'), requested_by)
              from tds_pull_requests order by id
            """)
        .query((row, number) -> row.getString(1))
        .list();
  }

  private void assertState(String state) {
    assertThat(contact(status()).path("state").asString()).isEqualTo(state);
  }

  private JsonNode status() {
    return api.get(PATH).json();
  }

  private static JsonNode contact(JsonNode status) {
    return status
        .path("kinds")
        .valueStream()
        .filter(kind -> kind.path("kind").asString().equals("contact"))
        .findFirst()
        .orElseThrow();
  }
}
