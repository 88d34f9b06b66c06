package sale.tsh.tds.worker.rebuild;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.persistence.DatabaseSettings;
import sale.tsh.tds.persistence.LockConflict;
import sale.tsh.tds.settings.SettingException;
import sale.tsh.tds.settings.Settings;
import sale.tsh.tds.worker.mirror.Mirror;

/**
 * What {@code tds-worker.jar rebuild KIND [--dry-run]} does. It rebuilds all rows of a kind beside
 * running workers, or only prints which rows and columns would change.
 */
public final class RebuildCommand {

  private static final int DONE = 0;
  private static final int NOT_DONE = 2;
  private static final String DRY_RUN = "--dry-run";

  /** A page that met locked rows is repeated this often, which takes some minutes. */
  private static final int MOST_TRIES = 600;

  private static final Duration IDLE_LIMIT = Duration.ofMinutes(1);

  private RebuildCommand() {}

  /** Runs the command with the arguments after {@code rebuild}. Returns the exit status. */
  public static int run(List<String> arguments) {
    Optional<Kind> kind = arguments.stream().findFirst().flatMap(RebuildCommand::named);
    boolean dryRun = arguments.contains(DRY_RUN);
    if (kind.isEmpty() || arguments.size() > (dryRun ? 2 : 1)) {
      System.err.printf(
          "Expected rebuild KIND [%s], with a KIND of %s%n",
          DRY_RUN,
          KindCatalogue.kinds().stream().map(Kind::name).collect(Collectors.joining(", ")));
      return NOT_DONE;
    }
    try (Connection connection =
        DatabaseSettings.from(new Settings(System::getenv))
            .connect(Map.of("ApplicationName", "tds-worker, rebuild", "prepareThreshold", "0"))) {
      connection.setAutoCommit(false);
      run(kind.get(), dryRun, connection, System.out);
      return DONE;
    } catch (SettingException | SQLException | DataAccessException e) {
      System.err.println(e.getMessage());
      return NOT_DONE;
    }
  }

  /** Each page is a transaction. A dry run ends it by a rollback. */
  static void run(Kind kind, boolean dryRun, Connection connection, PrintStream out)
      throws SQLException {
    JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
    KindRebuild rebuild = new KindRebuild(kind, jdbc, new Mirror(jdbc, IDLE_LIMIT));
    String position = "";
    int rows = 0;
    int differing = 0;
    int unreadable = 0;
    int tries = 0;
    while (true) {
      RebuiltPage page;
      try {
        page = dryRun ? rebuild.compare(position) : rebuild.rebuild(position);
        if (dryRun) {
          connection.rollback();
        } else {
          connection.commit();
        }
      } catch (DataAccessException e) {
        connection.rollback();
        if (!LockConflict.causedBy(e) || ++tries == MOST_TRIES) {
          throw e;
        }
        continue;
      }
      tries = 0;
      rows += page.rows();
      differing += page.differing().size();
      unreadable += page.unreadable();
      if (dryRun) {
        page.differing().forEach(out::println);
      }
      if (page.lastKey() == null) {
        break;
      }
      position = page.lastKey();
    }
    out.printf(
        "%s: %d of %d rows %s, %d could not be read and stay as they are%n",
        kind.name(), differing, rows, dryRun ? "would change" : "changed", unreadable);
  }

  private static Optional<Kind> named(String name) {
    return KindCatalogue.kinds().stream().filter(kind -> kind.name().equals(name)).findFirst();
  }
}
