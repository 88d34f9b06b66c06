package sale.tsh.tds.local.faults;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import sale.tsh.tds.testing.TestDatabase;

/**
 * A network between the processes and their database that fails: outcomes that nobody learns, and
 * connections that are half open.
 */
@Tag("fault")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NetworkFaultsIT {

  private final TestDatabase database = TestDatabase.empty();
  private FaultyWire wire;
  private Drill drill;

  @BeforeAll
  void start() {
    URI direct = URI.create(database.databaseUrl());
    wire = new FaultyWire(direct.getPort());
    String url =
        database
            .databaseUrl()
            .replaceFirst(":%d/".formatted(direct.getPort()), ":%d/".formatted(wire.port()));
    // Statements go by their text, so that the wire knows them.
    drill =
        Drill.start(
            Map.of("DATABASE_URL", url + "?prepareThreshold=0&socketTimeout=10"), database.jdbc());
  }

  @AfterAll
  void close() {
    drill.close();
    wire.close();
    database.close();
  }

  /** The sender comes again, and finds what it sent. */
  @Test
  void cutBetweenTheCommitOfAnIntakeAndItsAnswer() throws Exception {
    drill.run(
        "connection cut after an intake's commit",
        20,
        (load, i) -> wire.cutAfter("with kept as", 1));
  }

  /** The event is done, or is due again; its worker cannot know. */
  @Test
  void cutBetweenTheCommitOfAHandlerAndItsAnswer() throws Exception {
    drill.run(
        "connection cut after a handler's COMMIT", 20, (load, i) -> wire.cutAfter("COMMIT", 1));
  }

  @Test
  void cutInTheMidstOfAClaim() throws Exception {
    drill.run(
        "connection cut after a claim",
        20,
        (load, i) -> wire.cutAfter("with pending as materialized", 1));
  }

  @Test
  void allConnectionsAreHalfOpen() throws Exception {
    drill.run("all connections stand and carry nothing", 2, (load, i) -> wire.goSilent());
  }
}
