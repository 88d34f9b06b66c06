package sale.tsh.tds.persistence;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Asks PostgreSQL whether it takes writes. A server that only answers queries looks healthy but
 * saves nothing.
 */
public final class DatabaseReadiness implements HealthIndicator {

  private static final Logger log = LoggerFactory.getLogger(DatabaseReadiness.class);

  private final JdbcClient jdbc;

  public DatabaseReadiness(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Returns the current state. */
  public DatabaseState read() {
    try {
      return isReadOnly() ? DatabaseState.READ_ONLY : DatabaseState.READY;
    } catch (DataAccessException e) {
      // The cause alone, without the statement that Spring's message adds.
      log.error("The database does not answer: {}", e.getMostSpecificCause().toString());
      return DatabaseState.AWAY;
    }
  }

  /**
   * Whether the server takes no writes. The answer is right even in a transaction that is read-only
   * itself.
   */
  public boolean isReadOnly() {
    return jdbc.sql(
            """
            select pg_is_in_recovery() or current_setting('default_transaction_read_only')::boolean
            """)
        .query(Boolean.class)
        .single();
  }

  @Override
  public Health health() {
    DatabaseState state = read();
    return (state == DatabaseState.READY ? Health.up() : Health.down())
        .withDetail("state", state.sentence())
        .build();
  }
}
