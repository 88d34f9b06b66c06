package sale.tsh.tds.worker.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import sale.tsh.tds.persistence.DatabaseSettings;
import sale.tsh.tds.settings.Environment;
import sale.tsh.tds.settings.SettingException;

/**
 * Asks a live database whether every invariant holds: in one snapshot, so that what commits
 * meanwhile is no breach, and in a transaction that cannot write. It reads the tables from end to
 * end, some seconds for a million events.
 */
public final class Verification {

  private static final int HOLD = 0;
  private static final int BROKEN = 1;
  private static final int NOT_ASKED = 2;
  private static final int EXAMPLES = 5;

  private Verification() {}

  /** What {@code tds-worker.jar verify} does; returns the exit status. */
  public static int run() {
    try (Connection connection =
        DatabaseSettings.from(new Environment(System::getenv))
            .connect(Map.of("ApplicationName", "tds-worker, verifying", "prepareThreshold", "0"))) {
      List<Finding> findings = findings(connection);
      findings.forEach(System.out::println);
      long broken = findings.stream().filter(each -> !each.holds()).count();
      System.out.printf(
          "%n%s%n",
          broken == 0
              ? "All %d hold.".formatted(findings.size())
              : "%d of %d are broken.".formatted(broken, findings.size()));
      return broken == 0 ? HOLD : BROKEN;
    } catch (SettingException | SQLException | DataAccessException e) {
      System.err.println(e.getMessage());
      return NOT_ASKED;
    }
  }

  /** How it stands with each invariant, in their order. */
  static List<Finding> findings(Connection connection) throws SQLException {
    return inSnapshot(
        connection, jdbc -> Invariants.all().stream().map(each -> finding(jdbc, each)).toList());
  }

  /** Asks in a transaction that sees one moment and cannot write. */
  static <T> T inSnapshot(Connection connection, Function<JdbcClient, T> questions)
      throws SQLException {
    connection.setAutoCommit(false);
    try {
      JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
      // Of this transaction only: behind a pooler the session is somebody else's afterwards.
      jdbc.sql("set transaction isolation level repeatable read, read only").update();
      return questions.apply(jdbc);
    } finally {
      connection.rollback();
    }
  }

  private static Finding finding(JdbcClient jdbc, Invariant invariant) {
    return jdbc.sql(
            """
            select count(*) as breaches, array_agg(name) filter (where number <= :examples) as examples
              from (select name, row_number() over () as number from (%s) breach) numbered
            """
                .formatted(invariant.query()))
        .param("examples", EXAMPLES)
        .query(
            (row, number) ->
                new Finding(
                    invariant.promise(),
                    row.getLong("breaches"),
                    row.getArray("examples") == null
                        ? List.of()
                        : List.of((String[]) row.getArray("examples").getArray())))
        .single();
  }
}
