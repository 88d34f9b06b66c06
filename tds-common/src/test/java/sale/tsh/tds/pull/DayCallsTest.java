package sale.tsh.tds.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.pull.PullHealth.DayCalls;
import sale.tsh.tds.testing.Tables;
import sale.tsh.tds.testing.TestDatabase;

/** What metrics say of the day's calls to Zoho. */
class DayCallsTest {

  private static final TestDatabase database = TestDatabase.migrated();
  private final JdbcClient jdbc = database.jdbc();

  @AfterAll
  static void dropDatabase() {
    database.close();
  }

  @BeforeEach
  void noOrganization() {
    Tables.empty(jdbc, "tds_pull_budgets");
  }

  @Test
  void thereAreNoneWhilePullingIsOff() {
    assertThat(read()).isEmpty();
  }

  @Test
  void theFiguresOfADayEndWithTheDay() {
    budget("1 hour", "infinity");
    assertThat(read()).contains(new DayCalls(Optional.of(2_000), Optional.of(1_540), 312, true));
    budget("-1 hour", "-infinity");
    assertThat(read()).contains(new DayCalls(Optional.of(2_000), Optional.empty(), 0, false));
  }

  private Optional<DayCalls> read() {
    return new PullHealthReader(jdbc).read().calls();
  }

  private void budget(String untilReset, String pausedUntil) {
    noOrganization();
    jdbc.sql(
            """
            insert into tds_pull_budgets (organization_id, daily_limit, remaining, calls_today, resets_at, paused_until)
            values ('1', 2000, 1540, 312, now() + ?::interval, ?::timestamptz)
            """)
        .param(untilReset)
        .param(pausedUntil)
        .update();
  }
}
