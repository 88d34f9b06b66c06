package sale.tsh.tds.local.faults;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.testing.TestDatabase;

/**
 * A network that fails between the processes and their database. Outcomes stay unknown, and
 * connections stay half open.
 */
@Tag("faults")
class NetworkFaultsIT extends DrillBase {

  private final TestDatabase database = closeAfterwards(TestDatabase.empty());
  private final int port = URI.create(database.databaseUrl()).getPort();
  private final FaultyWire wire = closeAfterwards(new FaultyWire(port));

  /** Statements travel as text rather than prepared, so that the wire recognises them. */
  @Override
  Drill startDrill() {
    String url =
        database.databaseUrl().replaceFirst(":%d/".formatted(port), ":%d/".formatted(wire.port()));
    return Drill.start(
        Map.of("DATABASE_URL", url + "?prepareThreshold=0&socketTimeout=10"), database.jdbc());
  }

  /** The sender repeats its delivery and gets the event that exists. */
  @Test
  void theConnectionIsCutAfterTheCommitOfAnIntake() throws Exception {
    drill.run(
        "connection cut after an intake's commit",
        20,
        (load, i) -> wire.cutAfter("with kept as", 1));
  }

  /** The event is completed or due again. Its worker cannot know which. */
  @Test
  void theConnectionIsCutAfterTheCommitOfAHandler() throws Exception {
    drill.run(
        "connection cut after a handler's COMMIT", 20, (load, i) -> wire.cutAfter("COMMIT", 1));
  }

  @Test
  void theConnectionIsCutDuringAClaim() throws Exception {
    drill.run(
        "connection cut after a claim",
        20,
        (load, i) -> wire.cutAfter("with pending as materialized", 1));
  }

  @Test
  void allConnectionsAreHalfOpen() throws Exception {
    drill.run("all connections stay open and carry nothing", 2, (load, i) -> wire.goSilent());
  }
}
