package sale.tsh.tds.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateResult;
import sale.tsh.tds.settings.SettingException;
import sale.tsh.tds.settings.Settings;

/**
 * Brings the schema up to date with the credentials of the migration role, before the processes
 * start.
 */
public final class Migration {

  /**
   * Flyway's history table. Its name begins like ours, so that a backup of {@code tds_*} contains
   * it.
   */
  public static final String HISTORY = "tds_schema_history";

  private Migration() {}

  /**
   * Runs {@code tds-api.jar migrate}, which migrates the configured database and prints the result.
   */
  public static void run() {
    try {
      MigrateResult result = migrate(DatabaseSettings.from(new Settings(System::getenv)));
      System.out.printf(
          "The database is at version %s; %d migration(s) were applied.%n",
          result.targetSchemaVersion == null
              ? result.initialSchemaVersion
              : result.targetSchemaVersion,
          result.migrationsExecuted);
    } catch (SettingException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    } catch (FlywayException | SQLException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  /**
   * Migrates over the same kind of connections as the pool has, because a transaction pooler may be
   * in front of the server.
   */
  static MigrateResult migrate(DatabaseSettings settings) throws SQLException {
    DataSource connections = new PostgresDataSource(settings);
    requireOurSchema(connections);
    return configuration().dataSource(connections).load().migrate();
  }

  /**
   * The number of versioned migrations that the database lacks. A repeatable one that differs does
   * not count. After a rollback the newer views stay, which the processes do not read.
   */
  static long missing(Flyway flyway) {
    return Stream.of(flyway.info().pending()).filter(MigrationInfo::isVersioned).count();
  }

  /**
   * Refuses a connection whose {@code search_path} leads to another schema than that of our tables.
   *
   * @throws SettingException if so; it names both schemas
   */
  static void requireOurSchema(DataSource connections) throws SQLException {
    try (Connection connection = connections.getConnection()) {
      OurSchema.find(connection).requireFirst(connection);
    }
  }

  /**
   * The configuration of Flyway wherever it runs. The database may contain tables of other
   * applications.
   */
  public static FluentConfiguration configuration() {
    return Flyway.configure()
        .locations("classpath:db/migration")
        .table(HISTORY)
        .baselineOnMigrate(true)
        .baselineVersion("0");
  }
}
