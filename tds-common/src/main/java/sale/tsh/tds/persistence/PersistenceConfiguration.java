package sale.tsh.tds.persistence;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.settings.Deployment;
import sale.tsh.tds.settings.Environment;
import sale.tsh.tds.settings.SettingException;

/** The pool, the schema and the entities, alike in both processes. */
@Configuration(proxyBeanMethods = false)
@EntityScan("sale.tsh.tds")
@EnableJpaRepositories("sale.tsh.tds")
public class PersistenceConfiguration {

  @Bean
  Environment operatorsEnvironment(org.springframework.core.env.Environment spring) {
    return new Environment(spring::getProperty);
  }

  @Bean
  Deployment deployment(Environment environment) {
    return Deployment.from(environment);
  }

  @Bean
  DatabaseSettings databaseSettings(Environment environment) {
    return DatabaseSettings.from(environment);
  }

  @Bean
  HikariDataSource dataSource(DatabaseSettings settings) {
    HikariDataSource pool = new ConnectionPool();
    pool.setPoolName("tds");
    pool.setDataSource(new PooledConnections(settings));
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
   * Locally the processes migrate; elsewhere {@code java -jar tds-api.jar migrate} has done so
   * before.
   */
  @Bean
  FlywayMigrationStrategy migrationStrategy(Deployment deployment) {
    return flyway -> {
      if (deployment.isLocal()) {
        flyway.migrate();
      } else {
        requireCurrent(flyway);
      }
    };
  }

  /** Stops the start on a server that would acknowledge what it has not made durable. */
  @Bean
  DurableCommits durableCommits(DataSource dataSource) {
    return new DurableCommits(JdbcClient.create(dataSource));
  }

  private static void requireCurrent(Flyway flyway) {
    int pending = flyway.info().pending().length;
    if (pending > 0) {
      throw new SettingException(
          "The database lacks %d migration(s). Run: java -jar tds-api.jar migrate"
              .formatted(pending));
    }
  }

  /** The promise behind every 2xx: a commit is on disk before it is answered. */
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
