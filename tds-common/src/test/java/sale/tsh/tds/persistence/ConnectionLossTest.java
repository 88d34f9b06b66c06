package sale.tsh.tds.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.settings.SettingsConfiguration;
import sale.tsh.tds.testing.TestDatabase;

/**
 * Uses the processes' own pool and transaction manager, because the rollback replaces the
 * exception.
 */
@SpringBootTest(
    classes = ConnectionLossTest.Application.class,
    properties = "spring.config.import=classpath:tds-common.yaml")
class ConnectionLossTest {

  private static final TestDatabase database = TestDatabase.migrated();

  private final TransactionTemplate transactions;
  private final JdbcClient jdbc;

  @Autowired
  ConnectionLossTest(TransactionTemplate transactions, JdbcClient jdbc) {
    this.transactions = transactions;
    this.jdbc = jdbc;
  }

  @DynamicPropertySource
  static void databaseUrl(DynamicPropertyRegistry registry) {
    registry.add("DATABASE_URL", database::databaseUrl);
  }

  @AfterAll
  static void dropDatabase() {
    database.close();
  }

  @Test
  void connectionKilledInATransactionIsALoss() {
    Throwable thrown =
        catchThrowable(() ->
            transactions.executeWithoutResult(status -> {
              kill(jdbc.sql("select pg_backend_pid()").query(Integer.class).single());
              jdbc.sql("select 1").query(Integer.class).single();
            }));

    assertThat(ConnectionLoss.causedBy(thrown)).isTrue();
  }

  @Test
  void errorOfAStatementIsNoLoss() {
    Throwable thrown =
        catchThrowable(() ->
            transactions.executeWithoutResult(
                status -> jdbc.sql("select 1 / 0").query(Integer.class).single()));

    assertThat(thrown).isNotNull();
    assertThat(ConnectionLoss.causedBy(thrown)).isFalse();
  }

  private static void kill(int pid) {
    database
        .jdbc()
        .sql("select pg_terminate_backend(:pid)")
        .param("pid", pid)
        .query(Boolean.class)
        .single();
  }

  @EnableAutoConfiguration
  @Import({SettingsConfiguration.class, DatabaseConfiguration.class})
  static class Application {}
}
