package sale.tsh.tds.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.local.LocalSystem;

/**
 * Injects a fault again and again while webhooks come in, and reckons afterwards.
 *
 * @param jdbc reaches the database, whatever the fault
 */
record Drill(LocalSystem system, JdbcClient jdbc) {

  /** After each fault so many deliveries are acknowledged and events applied before the next. */
  private static final int GOES_ON = 20;

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** One fault; it is over when this returns. */
  interface Fault {
    void inject(int time) throws Exception;
  }

  Drill(LocalSystem system) {
    this(system, system.jdbc());
  }

  /** Fails if anything was lost or doubled; else it is a row of the report. */
  void run(String name, int times, Fault fault) throws Exception {
    jdbc.sql(
            """
            truncate tds_inbox_events, tds_sync_queue, tds_sync_logs, tds_dead_letter_queue, zoho.items
            """)
        .update();
    Journal journal = new Journal();
    try (Senders senders = new Senders(system.uri("/webhooks/items"), journal)) {
      senders.start();
      goesOn(journal);
      for (int i = 0; i < times; i++) {
        fault.inject(i);
        goesOn(journal);
      }
    }
    await("all events").atMost(PATIENCE).until(() -> !waits());
    Reckoning reckoning = Reckoning.of(jdbc, journal);
    Report.add(
        new Report.Row(
            name,
            times,
            reckoning.acknowledged(),
            journal.failures(),
            reckoning.lost().size(),
            reckoning.doubled().size(),
            journal.longestPause(),
            longestPauseOfEvents()));
    reckoning.requireNothingLostOrDoubled();
    assertThat(Verify.on(system.databaseUrl())).contains("hold.");
  }

  private void goesOn(Journal journal) {
    int before = journal.acknowledged().size();
    int applied = applied();
    await("deliveries")
        .atMost(PATIENCE)
        .until(() -> journal.acknowledged().size() > before + GOES_ON);
    await("events").atMost(PATIENCE).ignoreExceptions().until(() -> applied() > applied + GOES_ON);
  }

  private int applied() {
    return count("tds_sync_logs where outcome <> 'failed'");
  }

  private boolean waits() {
    return count("tds_sync_queue where status in ('pending', 'processing', 'retry')") > 0;
  }

  private int count(String tableAndCondition) {
    return jdbc.sql("select count(*) from " + tableAndCondition).query(Integer.class).single();
  }

  /** How long at most no event was completed, while some waited. */
  private Duration longestPauseOfEvents() {
    double seconds =
        jdbc.sql(
                """
                select coalesce(max(extract(epoch from pause)), 0)
                  from (select created_at - lag(created_at) over (order by created_at) as pause
                          from tds_sync_logs where outcome <> 'failed') pauses
                """)
            .query(Double.class)
            .single();
    return Duration.ofMillis(Math.round(seconds * 1_000));
  }
}
