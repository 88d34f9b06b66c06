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
import sale.tsh.tds.persistence.OurSchema;
import sale.tsh.tds.settings.SettingException;
import sale.tsh.tds.settings.Settings;

/**
 * Checks every invariant on a live database. One snapshot makes sure that commits meanwhile are no
 * breach, and the transaction cannot write. Reads the tables from end to end, which takes some
 * seconds for a million events.
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
        DatabaseSettings.from(new Settings(System::getenv))
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

  /** The findings in the order of the invariants. */
  static List<Finding> findings(Connection connection) throws SQLException {
    return inSnapshot(
        connection, jdbc -> Invariants.all().stream().map(each -> finding(jdbc, each)).toList());
  }

  /** Runs queries in a transaction that sees one moment and cannot write. */
  static <T> T inSnapshot(Connection connection, Function<JdbcClient, T> questions)
      throws SQLException {
    connection.setAutoCommit(false);
    try {
      JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
      // For this transaction only. Behind a pooler another client gets the session afterwards.
      jdbc.sql("set transaction isolation level repeatable read, read only").update();
      OurSchema.find(connection).enterInTransaction(connection);
      return questions.apply(jdbc);
    } finally {
      connection.rollback();
    }
  }

  private static Finding finding(JdbcClient jdbc, Invariant invariant) {
    List<Finding> findings =
        invariant.queries().stream().map(each -> finding(jdbc, invariant.promise(), each)).toList();
    return new Finding(
        invariant.promise(),
        findings.stream().mapToLong(Finding::breaches).sum(),
        findings.stream().flatMap(each -> each.examples().stream()).limit(EXAMPLES).toList());
  }

  private static Finding finding(JdbcClient jdbc, String promise, String query) {
    return jdbc.sql(
            """
            select count(*) as breaches, array_agg(name) filter (where number <= :examples) as examples
              from (select name, row_number() over () as number from (%s) breach) numbered
            """
                .formatted(query))
        .param("examples", EXAMPLES)
        .query((row, number) ->
            new Finding(
                promise,
                row.getLong("breaches"),
                row.getArray("examples") == null
                    ? List.of()
                    : List.of((String[]) row.getArray("examples").getArray())))
        .single();
  }
}
