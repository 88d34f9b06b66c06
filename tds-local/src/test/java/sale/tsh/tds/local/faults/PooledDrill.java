package sale.tsh.tds.local.faults;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import sale.tsh.tds.local.PgBouncer;
import sale.tsh.tds.testing.TestDatabase;

/**
 * A drill whose processes reach their database through a pooler.
 *
 * @param database reached directly
 */
record PooledDrill(TestDatabase database, PgBouncer pooler, Drill drill) implements AutoCloseable {

  /** With so many sessions of the server, and these settings of the processes. */
  static PooledDrill start(PgBouncer.Mode mode, int sessions, Map<String, String> settings) {
    TestDatabase database = TestDatabase.empty();
    PgBouncer pooler = PgBouncer.inFrontOf(URI.create(database.databaseUrl()), mode, sessions);
    Map<String, String> pooled = new HashMap<>(settings);
    pooled.put("DATABASE_URL", pooler.databaseUrl());
    return new PooledDrill(database, pooler, Drill.start(pooled, database.jdbc()));
  }

  @Override
  public void close() {
    drill.close();
    pooler.close();
    database.close();
  }
}
