package sale.tsh.tds.pull;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.testing.Tables;
import sale.tsh.tds.testing.TestDatabase;

/** Which changes count as lost webhooks. */
class LostWebhooksTest {

  private static final TestDatabase database = TestDatabase.migrated();
  private final JdbcClient jdbc = database.jdbc();

  @AfterAll
  static void dropDatabase() {
    database.close();
  }

  @BeforeEach
  void aKindThatIsWatchedSinceYesterday() {
    Tables.empty(jdbc, "tds_inbox_events", "tds_pull_sweeps");
    jdbc.sql(
            """
            insert into tds_pull_sweeps (organization_id, kind, started_at, arrival, ended_at)
            values ('1', 'invoice', now() - interval '1 day', 1, now())
            """)
        .update();
    received("other", "webhook", "2 days", "2 days");
  }

  @Test
  void aChangeThatNoWebhookBroughtIsLost() {
    received("1", "pull", "2 hours", "1 hour");
    assertThat(LostWebhooks.read(jdbc)).containsExactly(new LostWebhooks("invoice", 1, true));
    received("other", "webhook", "30 minutes", "30 minutes");
    assertThat(LostWebhooks.read(jdbc)).containsExactly(new LostWebhooks("invoice", 1, false));
  }

  @ParameterizedTest(name = "changed {0} ago, pulled {1} ago")
  @CsvSource({
    "2 hours, 5 minutes", // its webhook may still come
    "30 hours, 25 hours", // a day ago
    "30 hours, 1 hour", // from before the first sweep
  })
  void aChangeOfAnotherTimeIsNot(String changed, String pulled) {
    received("1", "pull", changed, pulled);
    assertThat(LostWebhooks.read(jdbc)).isEmpty();
  }

  @ParameterizedTest(name = "webhook of {0} ago came {1} ago")
  @CsvSource({"2 hours, 50 minutes", "1 hour, 55 minutes", ", 110 minutes"})
  void aChangeThatAWebhookBroughtIsNot(@Nullable String changed, String came) {
    received("1", "pull", "2 hours", "1 hour");
    received("1", "webhook", changed, came);
    assertThat(LostWebhooks.read(jdbc)).isEmpty();
  }

  @Test
  void anEarlierVersionByWebhookDoesNotHelp() {
    received("1", "webhook", "3 hours", "3 hours");
    received("1", "pull", "2 hours", "1 hour");
    assertThat(LostWebhooks.read(jdbc)).hasSize(1);
  }

  /** Balances change without a new time, and each is pulled again. */
  @Test
  void aVersionThatWasPulledTwiceIsLostOnce() {
    received("1", "pull", "5 hours", "4 hours");
    received("1", "pull", "5 hours", "1 hour");
    jdbc.sql("update tds_inbox_events set modified_time = now() - interval '5 hours'").update();
    assertThat(LostWebhooks.read(jdbc)).containsExactly(new LostWebhooks("invoice", 1, true));
  }

  @Test
  void aKindWithoutWebhooksLosesNone() {
    Tables.empty(jdbc, "tds_inbox_events");
    received("1", "pull", "2 hours", "1 hour");
    assertThat(LostWebhooks.read(jdbc)).isEmpty();
  }

  private void received(String id, String source, @Nullable String changed, String came) {
    jdbc.sql(
            """
            insert into tds_inbox_events
              (id, event_id, path, body, body_size, entity_type, entity_id, operation, modified_time, received_at, source)
            select u, u, 'invoices', '{}', 2, 'invoice', :id, 'updated', now() - :changed::interval,
                   now() - :came::interval, :source
              from gen_random_uuid() u
            """)
        .param("id", id)
        .param("source", source)
        .param("changed", changed)
        .param("came", came)
        .update();
  }
}
