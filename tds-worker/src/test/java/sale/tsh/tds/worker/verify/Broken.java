package sale.tsh.tds.worker.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import sale.tsh.tds.worker.SteppedWorker;

/** What {@code verify} finds, for the tests of other packages. */
public final class Broken {

  private Broken() {}

  /** The promises that do not hold in the worker's database. */
  public static List<String> in(SteppedWorker worker) throws SQLException {
    try (Connection connection = worker.connect()) {
      return Verification.findings(connection).stream()
          .filter(finding -> !finding.holds())
          .map(Finding::toString)
          .toList();
    }
  }
}
