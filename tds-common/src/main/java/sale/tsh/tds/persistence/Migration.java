package sale.tsh.tds.persistence;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateResult;
import sale.tsh.tds.settings.Environment;
import sale.tsh.tds.settings.SettingException;

/** Brings the schema up to date, outside of any process, with the migration role's credentials. */
public final class Migration {

  /** Flyway's own table, named like ours so that a backup of {@code tds_*} holds it. */
  public static final String HISTORY = "tds_schema_history";

  private Migration() {}

  /**
   * What {@code tds-api.jar migrate} does: migrates the database of the environment and says so.
   */
  public static void run() {
    try {
      DatabaseSettings settings = DatabaseSettings.from(new Environment(System::getenv));
      MigrateResult result =
          configuration()
              .dataSource(settings.url(), settings.user(), settings.password())
              .load()
              .migrate();
      System.out.printf(
          "The database is at version %s; %d migration(s) were applied.%n",
          result.targetSchemaVersion == null
              ? result.initialSchemaVersion
              : result.targetSchemaVersion,
          result.migrationsExecuted);
    } catch (SettingException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    } catch (FlywayException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  /** How Flyway is set up wherever it runs; the database may hold other people's tables. */
  public static FluentConfiguration configuration() {
    return Flyway.configure()
        .locations("classpath:db/migration")
        .table(HISTORY)
        .baselineOnMigrate(true)
        .baselineVersion("0");
  }
}
