package sale.tsh.tds.persistence;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.settings.Deployment;
import sale.tsh.tds.settings.SettingException;
import sale.tsh.tds.settings.Settings;

/** The connection pool, the schema and the JPA entities, the same in both processes. */
@Configuration(proxyBeanMethods = false)
@EntityScan("sale.tsh.tds")
@EnableJpaRepositories("sale.tsh.tds")
public class DatabaseConfiguration {

  @Bean
  DatabaseSettings databaseSettings(Settings settings) {
    return DatabaseSettings.from(settings);
  }

  @Bean
  HikariDataSource dataSource(DatabaseSettings settings) {
    HikariDataSource pool = new ConnectionPool();
    pool.setPoolName("tds");
    pool.setDataSource(new PostgresDataSource(settings));
    pool.setMinimumIdle(settings.poolSize());
    pool.setMaximumPoolSize(settings.poolMaximum());
    pool.setConnectionTimeout(settings.acquireTimeout().toMillis());
    pool.setKeepaliveTime(60_000);
    return pool;
  }

  @Bean
  TransactionTemplate transactions(PlatformTransactionManager manager) {
    return new TransactionTemplate(manager);
  }

  /**
   * A local process migrates the database itself. Elsewhere an operator has run {@code java -jar
   * tds-api.jar migrate} before.
   */
  @Bean
  FlywayMigrationStrategy migrationStrategy(Deployment deployment) {
    return flyway -> {
      requireOurSchema(flyway);
      if (deployment.isLocal()) {
        flyway.migrate();
      } else {
        requireCurrent(flyway);
      }
    };
  }

  /** Part of the actuator's readiness group, under the name {@code databaseReadiness}. */
  @Bean
  DatabaseReadiness databaseReadinessHealthIndicator(JdbcClient jdbc) {
    return new DatabaseReadiness(jdbc);
  }

  /** Stops the start if the server acknowledges commits before they are on disk. */
  @Bean
  DurableCommits durableCommits(DataSource dataSource) {
    return new DurableCommits(JdbcClient.create(dataSource));
  }

  private static void requireOurSchema(Flyway flyway) {
    try {
      Migration.requireOurSchema(flyway.getConfiguration().getDataSource());
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("The database gives no connection", e);
    }
  }

  private static void requireCurrent(Flyway flyway) {
    long pending = Migration.missing(flyway);
    if (pending > 0) {
      throw new SettingException(
          "The database lacks %d migration(s). Run: java -jar tds-api.jar migrate"
              .formatted(pending));
    }
  }

  /** Holds the promise behind every 2xx answer: the commit is on disk before the answer. */
  static final class DurableCommits {
    DurableCommits(JdbcClient jdbc) {
      String mode = jdbc.sql("show synchronous_commit").query(String.class).single();
      if ("off".equals(mode)) {
        throw new SettingException(
            "PostgreSQL's synchronous_commit is off: a crash would lose acknowledged deliveries. Set it to on.");
      }
    }
  }
}
