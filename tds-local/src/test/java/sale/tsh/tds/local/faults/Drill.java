package sale.tsh.tds.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.local.Command;
import sale.tsh.tds.local.JarCommand;
import sale.tsh.tds.local.LocalSystem;

/**
 * Injects a fault repeatedly while webhooks come in, and then checks that nothing was lost or
 * doubled.
 *
 * @param system a system with short retries and leases
 * @param jdbc reaches the database despite the fault
 */
record Drill(LocalSystem system, JdbcClient jdbc) implements AutoCloseable {

  private static final int SENDERS = 12;

  private static final Map<String, String> QUICK =
      Map.of(
          "RETRY_DELAYS", "200ms",
          "WORKER_POLL_INTERVAL", "50ms",
          "WORKER_LEASE", "6s",
          "WORKER_HANDLER_TIMEOUT", "5s",
          "WORKER_SHUTDOWN_GRACE", "2s");

  /** Multiplies the repetitions of each drill in a longer run. */
  private static final int FACTOR = Integer.getInteger("faults.factor", 1);

  /** A fault. It is over when {@link #inject} returns. */
  interface Fault {

    /**
     * Injects the fault once.
     *
     * @param load the webhooks that come in meanwhile
     * @param time counts the injections from 0
     */
    void inject(Load load, int time) throws Exception;
  }

  /** Starts a drill on its own PostgreSQL. */
  static Drill start() {
    return start(Map.of());
  }

  /** Starts a drill on its own PostgreSQL, with further settings. */
  static Drill start(Map<String, String> settings) {
    LocalSystem system = LocalSystem.start(quick(settings));
    return new Drill(system, system.jdbc());
  }

  /**
   * Starts a drill whose settings name a path to the database that may fail. {@code jdbc} takes
   * another path.
   */
  static Drill start(Map<String, String> settings, JdbcClient jdbc) {
    return new Drill(LocalSystem.start(quick(settings)), jdbc);
  }

  private static Map<String, String> quick(Map<String, String> settings) {
    Map<String, String> variables = new HashMap<>(QUICK);
    variables.putAll(settings);
    return variables;
  }

  /** Runs a drill and adds a row to the report. Fails if anything was lost or doubled. */
  void run(String name, int times, Fault fault) throws Exception {
    Load.forgetAll(jdbc);
    try (Load load =
        new Load(system.uri("/webhooks/items"), system.http(), Map.of(), jdbc, SENDERS)) {
      load.start();
      load.goesOn();
      for (int i = 0; i < times * FACTOR; i++) {
        fault.inject(load, i);
        load.goesOn();
      }
      load.end();
      reckon(name, times * FACTOR, load.journal());
    }
  }

  /**
   * Checks the result by queries of the drill and by {@code verify}. Call this once no event waits
   * any more.
   */
  void reckon(String name, int times, Journal journal) {
    Report.reckon(name, times, jdbc, journal);
    Command verify = JarCommand.run("tds-worker", system.databaseUrl(), "verify");
    assertThat(verify.succeeded()).as(verify.output()).isTrue();
  }

  /** Requires that each event took only the one attempt that completed it. */
  void requireNoAttemptSpent() {
    assertThat(
            jdbc.sql("select count(*) from tds_sync_queue where attempt_count <> 1")
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Override
  public void close() {
    system.close();
  }
}
