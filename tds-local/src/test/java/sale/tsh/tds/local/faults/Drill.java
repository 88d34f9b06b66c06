package sale.tsh.tds.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.local.Command;
import sale.tsh.tds.local.JarCommand;
import sale.tsh.tds.local.LocalSystem;
import sale.tsh.tds.testing.Tables;

/**
 * Injects a fault again and again while webhooks come in, and reckons afterwards.
 *
 * @param system a quick one: what fails is retried at once, and leases are short
 * @param jdbc reaches the database, whatever the fault
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

  /** So often as each drill says, or more often in a longer run. */
  private static final int FACTOR = Integer.getInteger("faults.factor", 1);

  /** One fault; it is over when this returns. */
  interface Fault {

    /**
     * Injects it once.
     *
     * @param load what comes in meanwhile
     * @param time counts the injections from 0
     */
    void inject(Load load, int time) throws Exception;
  }

  /** On a PostgreSQL of its own. */
  static Drill start() {
    return start(Map.of());
  }

  /** On a PostgreSQL of its own, with more settings. */
  static Drill start(Map<String, String> settings) {
    LocalSystem system = LocalSystem.start(quick(settings));
    return new Drill(system, system.jdbc());
  }

  /** On a database that is reached by a way that may fail; {@code jdbc} takes another. */
  static Drill start(Map<String, String> settings, JdbcClient jdbc) {
    return new Drill(LocalSystem.start(quick(settings)), jdbc);
  }

  private static Map<String, String> quick(Map<String, String> settings) {
    Map<String, String> variables = new HashMap<>(QUICK);
    variables.putAll(settings);
    return variables;
  }

  /** Fails if anything was lost or doubled; else it is a row of the report. */
  void run(String name, int times, Fault fault) throws Exception {
    forgetAll();
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

  /** Once nothing waits any more: by our own queries, and by the product's. */
  void reckon(String name, int times, Journal journal) {
    Report.reckon(name, times, jdbc, journal);
    Command verify = JarCommand.run("tds-worker", system.databaseUrl(), "verify");
    assertThat(verify.succeeded()).as(verify.output()).isTrue();
  }

  /** Each event took the one attempt that completed it. */
  void requireNoAttemptSpent() {
    assertThat(
            jdbc.sql("select count(*) from tds_sync_queue where attempt_count <> 1")
                .query(Integer.class)
                .single())
        .isZero();
  }

  /** As a new system, but warm. */
  void forgetAll() {
    Tables.empty(
        jdbc,
        "tds_inbox_events",
        "tds_sync_queue",
        "tds_sync_logs",
        "tds_dead_letter_queue",
        "zoho.items");
  }

  @Override
  public void close() {
    system.close();
  }
}
