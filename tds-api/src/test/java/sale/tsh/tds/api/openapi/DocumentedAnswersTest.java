package sale.tsh.tds.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.api.dashboard.Caller;
import sale.tsh.tds.api.dashboard.DashboardTest;
import sale.tsh.tds.testing.Tables;

/** Every answer that {@code /openapi.json} documents comes from the running API, as documented. */
class DocumentedAnswersTest extends DashboardTest {

  private static final UUID UNKNOWN = new UUID(0, 0);

  private Documentation documentation;

  @BeforeEach
  void read() {
    documentation = new Documentation(api.get("/openapi.json").json());
  }

  @Test
  void everyDocumentedAnswerIsGivenAsDocumented() {
    health();
    webhooks();
    lists();
    deadLetters();
    bulks();
    kindsAndAlerts();
    reconciliation();
    // Other tests take the database away. An operation that refuses nobody here can only fail by
    // a fault of ours.
    assertThat(documentation.unseen())
        .containsExactlyInAnyOrder(
            "GET / default",
            "GET /dashboard/kinds default",
            "GET /dashboard/metrics default",
            "GET /dashboard/queue-stats default",
            "GET /dashboard/reconciliation default",
            "GET /dashboard/refused/groups default",
            "GET /health 503",
            "GET /health default",
            "GET /ping default",
            "GET /ready 503",
            "GET /ready default",
            "POST /webhooks/other/{name} default",
            "POST /webhooks/{kind} default");
  }

  private void health() {
    get("/", "");
    get("/ping", "");
    get("/ready", "");
    get("/health", "");
  }

  private void webhooks() {
    String path = "/webhooks/{kind}";
    String body = "{\"contact\": {\"contact_id\": \"77\", \"contact_name\": \"Ali\"}}";
    assertThat(post(path, "contacts", body).json().path("queued").asBoolean()).isTrue();
    assertThat(post(path, "contacts", body).json().path("queued").asBoolean()).isFalse();
    assertThat(post(path, "contacts", "").json().path("event_id").isNull()).isTrue();
    assertThat(post(path, "contacts", "{").json().path("cause").asString()).isNotBlank();
    assertThat(post(path, "nonsense", body).status()).isBetween(400, 499);
    String other = "/webhooks/other/{name}";
    assertThat(post(other, "widget", "{\"id\": \"7\"}").json().path("queued").asBoolean()).isTrue();
    assertThat(post(other, "widget", "{").json().path("cause").asString()).isNotBlank();
    jdbc.sql("delete from tds_sync_queue where entity_type = 'widget'").update();
    get("/dashboard/refused", "");
    get("/dashboard/refused", "?cause=x");
    get("/dashboard/refused/groups", "");
    takenAgain();
    UUID accepted = uuid(post(path, "contacts", body).json().path("event_id"));
    get("/dashboard/events/{id}", queue.complete(accepted));
    jdbc.sql("alter table tds_inbox_events rename to away").update();
    try {
      assertThat(post(path, "contacts", body.replace("77", "78")).status()).isEqualTo(503);
      assertThat(post(other, "widget", "{\"id\": \"8\"}").status()).isEqualTo(503);
    } finally {
      jdbc.sql("alter table away rename to tds_inbox_events").update();
    }
    queue.empty();
  }

  private void takenAgain() {
    String many = "/dashboard/refused/take-again";
    post(many, "", "{}");
    post(many, "", "{\"cause\": \"unreadable\", \"dry_run\": true}");
    UUID refused =
        jdbc.sql(
                "update tds_inbox_events set path = 'contacts' where path = 'nonsense' returning id")
            .query(UUID.class)
            .single();
    String one = "/dashboard/refused/{id}/take-again";
    assertThat(post(one, refused, "").status()).isEqualTo(200);
    assertThat(post(one, refused, "").status()).isEqualTo(409);
    get("/dashboard/refused", "");
    get("/dashboard/events/{id}", refused);
  }

  private void lists() {
    UUID completed = queue.completed("contact", "1");
    jdbc.sql(
            """
            insert into zoho.contacts (contact_id, contact_name, version_time, version_arrival, event_id, record)
            values ('1', 'Ali', now(), 1, :id, '{}')
            """)
        .param("id", completed)
        .update();
    UUID retry = queue.retry("contact", "2");
    queue.processing("item", "4");
    queue.pending("item", "5");
    get("/dashboard/metrics", "");
    get("/dashboard/queue-stats", "");
    get("/dashboard/trends", "");
    get("/dashboard/trends", "?span=year");
    get("/dashboard/recent-events", "");
    get("/dashboard/recent-events", "?limit=0");
    get("/dashboard/search", "?q=" + completed);
    get("/dashboard/search", "?q=" + "a".repeat(101));
    get("/dashboard/events/{id}", completed);
    get("/dashboard/events/{id}", retry);
    get("/dashboard/events/{id}", UNKNOWN);
    post("/dashboard/events/{id}/retry-now", retry, "");
    post("/dashboard/events/{id}/retry-now", completed, "");
    post("/dashboard/events/{id}/cancel", retry, "{\"reason\": \"a test\"}");
    post("/dashboard/events/{id}/cancel", completed, "{\"reason\": \"a test\"}");
    get("/dashboard/records/{kind}/{id}", "contact/1");
    get("/dashboard/records/{kind}/{id}", "contact/2");
    get("/dashboard/records/{kind}/{id}", "nonsense/1");
    Tables.empty(jdbc, "zoho.contacts");
    queue.empty();
  }

  private void deadLetters() {
    UUID letter = queue.deadLetter("item", "1");
    UUID other = queue.deadLetter("item", "2", "gone", "[]");
    get("/dashboard/dead-letter", "");
    get("/dashboard/dead-letter", "?limit=x");
    get("/dashboard/dead-letter/groups", "");
    get("/dashboard/dead-letter/groups", "?limit=x");
    post("/dashboard/dead-letter/{id}/retry", letter, "");
    post("/dashboard/dead-letter/{id}/retry", letter, "");
    post("/dashboard/dead-letter/{id}/discard", other, "{\"reason\": \"\"}");
    post("/dashboard/dead-letter/{id}/discard", other, "{\"reason\": \"a test\"}");
    get("/dashboard/events/{id}", letter);
    get("/dashboard/events/{id}", other);
    get("/dashboard/audit", "");
    get("/dashboard/audit", "?limit=0");
    queue.empty();
  }

  private void bulks() {
    UUID letter = queue.deadLetter("item", "1");
    queue.deadLetter("item", "2");
    String path = "/dashboard/dead-letter/retry";
    post(path, "", "{}");
    post(path, "", "{\"older_than\": \"0s\", \"dry_run\": true}");
    String bulk =
        post(path, "", "{\"older_than\": \"0s\", \"rate\": 1}").json().path("bulk_id").asString();
    get("/dashboard/bulk/{id}", bulk);
    get("/dashboard/bulk/{id}", UNKNOWN);
    String discard = "/dashboard/dead-letter/discard";
    post(discard, "", "{\"older_than\": \"0s\", \"dry_run\": true}");
    post(discard, "", "{\"older_than\": \"0s\"}");
    post(discard, "", "{\"older_than\": \"0s\", \"reason\": \"a test\"}");
    get("/dashboard/bulk", "");
    get("/dashboard/bulk", "?limit=0");
    post("/dashboard/bulk/{id}/cancel", bulk, "");
    post("/dashboard/bulk/{id}/cancel", bulk, "");
    get("/dashboard/bulk/{id}", bulk);
    get("/dashboard/events/{id}", letter);
    queue.empty();
  }

  private void kindsAndAlerts() {
    post("/dashboard/kinds/{kind}/pause", "contact", "");
    get("/dashboard/metrics", "");
    post("/dashboard/kinds/{kind}/pause", "nonsense", "");
    post("/dashboard/kinds/{kind}/resume", "contact", "");
    post("/dashboard/kinds/{kind}/resume", "nonsense", "");
    jdbc.sql(
            "insert into tds_seen_members (entity_type, member, shape) values ('contact', 'tier', 'text')")
        .update();
    get("/dashboard/kinds", "");
    get("/dashboard/kinds/members", "");
    get("/dashboard/kinds/members", "?limit=0");
    get("/dashboard/kinds/members", "?kind=nonsense");
    UUID alert =
        jdbc.sql(
                """
                insert into tds_alerts (cause, severity, title, message)
                values ('documentation', 'warning', 'An alert', 'to be acknowledged')
                returning id
                """)
            .query(UUID.class)
            .single();
    get("/dashboard/metrics", "");
    post("/dashboard/alerts/{id}/acknowledge", alert, "");
    post("/dashboard/alerts/{id}/acknowledge", UNKNOWN, "");
  }

  private void reconciliation() {
    String all = "/dashboard/reconciliation";
    String kind = "/dashboard/reconciliation/{kind}/";
    String record = "/dashboard/records/{kind}/{id}/";
    get(all, "");
    get(record + "zoho", "contact/7");
    get(record + "zoho", "contact_person/7");
    for (int turn = 0; turn < 2; turn++) {
      post(all + "/pause", "", "");
      post(all + "/resume", "", "");
      post(kind + "sweep", "contact", "");
      post(kind + "release", "contact", "");
      jdbc.sql(
              """
              insert into tds_pull_fetches
                (organization_id, kind, entity_id, reason, priority, held_back, found_at, due_at)
              values ('1', 'contact', '7', 'gone', 3, true, now(), now())
              on conflict do nothing
              """)
          .update();
      post(record + "pull", "contact/7", "");
      jdbc.sql("insert into tds_pull_budgets (organization_id) values ('1') on conflict do nothing")
          .update();
    }
    get(all, "");
    Tables.empty(jdbc, "tds_pull_budgets", "tds_pull_requests", "tds_pull_fetches");
  }

  private void get(String path, Object place) {
    documentation.hold("GET", path, api.get(address(path, place)));
  }

  private Caller.Answer post(String path, Object place, String body) {
    Caller.Answer answer = api.post(address(path, place), body);
    documentation.hold("POST", path, answer);
    return answer;
  }

  /** Fills in the path's variable, or appends a query. */
  private static String address(String path, Object place) {
    return path.contains("{") ? path.replaceFirst("\\{.*}", place.toString()) : path + place;
  }
}
