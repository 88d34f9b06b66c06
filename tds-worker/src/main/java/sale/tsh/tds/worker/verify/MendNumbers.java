package sale.tsh.tds.worker.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import sale.tsh.tds.persistence.DatabaseSettings;
import sale.tsh.tds.settings.SettingException;
import sale.tsh.tds.settings.Settings;

/**
 * Turns numbers with too many digits, as {@link Verification} finds them, into text. Versions and
 * all other values stay as they are.
 */
public final class MendNumbers {

  private static final int DONE = 0;
  private static final int NOT_DONE = 2;

  private MendNumbers() {}

  /** What {@code tds-worker.jar mend-numbers} does, in one transaction; returns the exit status. */
  public static int run() {
    try (Connection connection =
        DatabaseSettings.from(new Settings(System::getenv))
            .connect(Map.of("ApplicationName", "tds-worker, mending", "prepareThreshold", "0"))) {
      connection.setAutoCommit(false);
      Map<String, Integer> repaired =
          WideNumbers.repair(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
      connection.commit();
      repaired.forEach((table, rows) -> System.out.printf("%s: %d rows repaired%n", table, rows));
      if (repaired.isEmpty()) {
        System.out.println("There is nothing to repair.");
      }
      return DONE;
    } catch (SettingException | SQLException | DataAccessException e) {
      System.err.println(e.getMessage());
      return NOT_DONE;
    }
  }
}
