package sale.tsh.tds.api.dashboard.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.api.dashboard.Caller;
import sale.tsh.tds.api.dashboard.DashboardTest;

/** A query never waits for ever and never makes the queue wait. */
class TimeLimitTest extends DashboardTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"/dashboard/metrics", "/dashboard/recent-events", "/dashboard/dead-letter"})
  void slowReadIsStoppedAndAnswers503(String path) {
    whileTablesAreLocked(() -> {
      Caller.Answer answer = api.get(path);
      assertProblem(answer, 503, "DASHBOARD_TIME_LIMIT", "Nothing was changed");
      assertThat(answer.header("Retry-After")).isEqualTo("5");
    });
    assertThat(api.get(path).status()).isEqualTo(200);
  }

  @Test
  void slowActionChangesNothing() {
    UUID id = queue.deadLetter("item", "1");
    whileTablesAreLocked(
        () -> assertProblem(api.post("/dashboard/dead-letter/" + id + "/retry"), 503));
    assertThat(api.post("/dashboard/dead-letter/" + id + "/retry").status()).isEqualTo(200);
  }

  /** The limit belongs to its transaction. A pooled connection does not keep it. */
  @Test
  void limitStaysWithItsTransaction() {
    api.get("/dashboard/metrics");
    assertThat(jdbc.sql("show statement_timeout").query(String.class).single()).isEqualTo("0");
  }

  private static void whileTablesAreLocked(Runnable work) {
    database()
        .transactions()
        .executeWithoutResult(status -> {
          JdbcClient other = database().jdbc();
          other.sql("lock table tds_sync_queue, tds_dead_letter_queue").update();
          work.run();
        });
  }
}
