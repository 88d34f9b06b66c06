package sale.tsh.tds.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.search.NameKeeper;
import sale.tsh.tds.testing.QueueFixture;
import sale.tsh.tds.testing.TestDatabase;
import tools.jackson.databind.JsonNode;

/**
 * The local API on its own database. All dashboard tests share it, and each test starts with empty
 * tables.
 */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"API_PORT=0", "API_MANAGEMENT_PORT=0", "DASHBOARD_TIME_LIMIT=1s"})
@Import(QueueFixture.class)
@ResourceLock("the database of DashboardTest")
public abstract class DashboardTest {

  /** Stays open until the process ends, as does the context that Spring caches. */
  @SuppressWarnings("resource")
  private static final TestDatabase DATABASE = quickToSeeADeadlock(TestDatabase.empty());

  @Autowired protected JdbcClient jdbc;
  @Autowired protected QueueFixture queue;
  @Autowired private TransactionTemplate transactions;
  @LocalServerPort protected int port;
  protected Caller api;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    properties.add("DATABASE_URL", DATABASE::databaseUrl);
  }

  @BeforeEach
  void empty() {
    api = Caller.of(port);
    queue.empty();
  }

  /** A connection pool apart from the application's, to lock and to read. */
  protected static TestDatabase database() {
    return DATABASE;
  }

  private static TestDatabase quickToSeeADeadlock(TestDatabase database) {
    database
        .jdbc()
        .sql(
            """
            do $$ begin
              execute format('alter database %I set deadlock_timeout = 400', current_database());
            end $$
            """)
        .update();
    return database;
  }

  protected static Set<String> keys(JsonNode object) {
    return Set.copyOf(object.propertyNames());
  }

  protected static void assertProblem(Caller.Answer answer, int status, String... words) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    for (String word : words) {
      assertThat(answer.json().path("detail").asString()).contains(word);
    }
  }

  public static UUID uuid(JsonNode text) {
    return UUID.fromString(text.asString());
  }

  /** Does at once what a task does within seconds, so that the search finds what was delivered. */
  protected void mergeNames() {
    new NameKeeper(jdbc, transactions).runOnce();
  }
}
