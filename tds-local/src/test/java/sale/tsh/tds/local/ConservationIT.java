package sale.tsh.tds.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import sale.tsh.tds.testing.Tables;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends thousands of deliveries while two workers are repeatedly killed with SIGKILL. Every
 * acknowledged event ends, completed or as a dead letter. No event is applied twice or stays in
 * processing, and only unreadable events die (Lesson 7).
 */
@Tag("system")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConservationIT {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int SENDERS = 4;
  private static final int DELIVERIES_A_SENDER = 750;
  private static final int RECORDS = 200;
  private static final int KILLS = 6;

  /** The record whose worker is killed before its handler returns. */
  private static final String POISON = "poison";

  private LocalSystem system;

  @BeforeAll
  void start() {
    system =
        LocalSystem.start(
            Map.of(
                "RETRY_DELAYS", "100ms",
                "WORKER_POLL_INTERVAL", "50ms",
                "WORKER_LEASE", "4s",
                "WORKER_HANDLER_TIMEOUT", "3s",
                "WORKER_BATCH_SIZE", "20"));
    system.newWorker().start();
  }

  @AfterAll
  void close() {
    system.close();
  }

  @BeforeEach
  void empty() {
    system.workers().forEach(ConservationIT::startIfEnded);
    Tables.empty(
        system.jdbc(),
        "tds_inbox_events",
        "tds_sync_queue",
        "tds_sync_logs",
        "tds_dead_letter_queue",
        "zoho.items");
  }

  @Test
  void killedWorkersLoseNothingAndApplyNothingTwice() throws Exception {
    Journal journal = new Journal();
    try (ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
      List<Future<?>> sending = new ArrayList<>();
      for (int sender = 0; sender < SENDERS; sender++) {
        int number = sender;
        sending.add(senders.submit(() -> send(number, journal)));
      }
      for (int kill = 0; kill < KILLS; kill++) {
        LocalProcess victim = system.workers().get(kill % 2);
        int done = system.count("tds_sync_logs");
        victim.kill();
        victim.start();
        // The worker gets something to do before it is killed again.
        await()
            .atMost(Duration.ofMinutes(3))
            .until(() -> system.count("tds_sync_logs") > done || !isAnyUnfinished());
      }
      for (Future<?> each : sending) {
        each.get();
      }
    }
    await().atMost(Duration.ofMinutes(2)).until(() -> !isAnyUnfinished());

    assertThat(journal.acknowledged()).hasSizeGreaterThan(SENDERS * DELIVERIES_A_SENDER / 2);
    assertThat(events("select id from tds_sync_queue where status in ('completed', 'dead_letter')"))
        .as("acknowledged = completed + dead")
        .containsExactlyInAnyOrderElementsOf(journal.acknowledged().keySet());
    assertThat(
            events(
                """
                select queue_id from tds_sync_logs where outcome <> 'failed' group by queue_id having count(*) > 1
                """))
        .as("effective twice")
        .isEmpty();
    assertThat(
            events(
                """
                select q.id
                  from tds_sync_queue q
                 where q.status = 'completed'
                   and not exists (select 1 from tds_sync_logs l where l.queue_id = q.id and l.outcome <> 'failed')
                """))
        .as("completed without an effective attempt")
        .isEmpty();
    assertThat(
            events("select original_queue_id from tds_dead_letter_queue where redriven_at is null"))
        .as("only events with an unreadable value are dead")
        .containsExactlyInAnyOrderElementsOf(journal.unreadable());
    assertThat(mirror()).isEqualTo(journal.newest());
    assertThat(system.count("tds_inbox_events where event_id is not null and not processed"))
        .as("only dead events keep their deliveries")
        .isEqualTo(journal.unreadable().size());
  }

  /**
   * An event that kills its worker every time becomes a dead letter. Its neighbours are completed.
   */
  @Test
  void anEventThatKillsItsWorkerEachTimeBecomesADeadLetter() throws Exception {
    system
        .jdbc()
        .sql(
            """
            create or replace function hang() returns trigger language plpgsql as
            $$ begin if new.item_id = 'poison' then perform pg_sleep(2.8); end if; return new; end $$
            """)
        .update();
    system
        .jdbc()
        .sql("create trigger hang before insert on zoho.items for each row execute function hang()")
        .update();
    UUID poison = event(deliver("items", item(POISON, "n", 1)));
    List<UUID> neighbours = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      neighbours.add(event(deliver("items", item("neighbour" + i, "n", 1))));
    }
    Thread killer = Thread.ofVirtual().start(() -> killOwnersOf(poison));
    await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> {
          system.workers().forEach(ConservationIT::startIfEnded);
          return status(poison).equals("dead_letter");
        });
    killer.interrupt();
    killer.join();
    system.workers().forEach(ConservationIT::startIfEnded);
    await().atMost(Duration.ofMinutes(3)).until(() -> !isAnyUnfinished());
    assertThat(neighbours).allSatisfy(each -> assertThat(status(each)).isEqualTo("completed"));
    assertThat(
            system
                .jdbc()
                .sql("select last_error from tds_dead_letter_queue where original_queue_id = ?")
                .param(poison)
                .query(String.class)
                .single())
        .contains("died or lost its lease");
  }

  /** Kills each worker that holds the event as soon as its handler hangs. */
  private void killOwnersOf(UUID event) {
    try (Connection connection = system.connect()) {
      JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
      while (!Thread.currentThread().isInterrupted()) {
        jdbc.sql(
                """
                select lease_owner
                  from tds_sync_queue
                 where id = ? and status = 'processing'
                   and exists (select 1 from pg_stat_activity where wait_event = 'PgSleep')
                """)
            .param(event)
            .query(String.class)
            .optional()
            .ifPresent(this::kill);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Kills the owner of a lease, whose name ends in the pid of the worker. */
  private void kill(String owner) {
    system.workers().stream()
        .filter(worker -> worker.pid().isPresent())
        .filter(worker -> owner.endsWith("-" + worker.pid().getAsLong()))
        .forEach(LocalProcess::kill);
  }

  private static void startIfEnded(LocalProcess worker) {
    if (!worker.isRunning()) {
      try {
        worker.start();
      } catch (LocalProblem killedOnceMore) {
        // It was killed while it was starting. The next turn starts it again.
      }
    }
  }

  private void send(int sender, Journal journal) {
    Random random = new Random(sender);
    for (int i = 0; i < DELIVERIES_A_SENDER; i++) {
      // Each sender has its own records, so that it knows the newest version of each.
      String record = "s" + sender + "r" + random.nextInt(RECORDS / SENDERS);
      boolean readable = random.nextInt(50) != 0;
      int version = random.nextInt(10_000);
      String body = item(record, "v" + version, readable ? version : -1);
      JsonNode answer = JSON.readTree(deliver("items", body).body());
      if (answer.path("queued").asBoolean(false)) {
        journal.note(
            UUID.fromString(answer.get("event_id").stringValue()), record, version, readable);
      }
      if (random.nextInt(10) == 0) {
        JsonNode repeat = JSON.readTree(deliver("items", body).body());
        if (repeat.path("queued").asBoolean(false)) {
          // The event was dead by then, so the repeated delivery became a new event.
          journal.replace(
              UUID.fromString(answer.get("event_id").stringValue()),
              UUID.fromString(repeat.get("event_id").stringValue()));
        }
      }
    }
  }

  private HttpResponse<String> deliver(String path, String body) {
    HttpResponse<String> response = system.deliver(path, body);
    assertThat(response.statusCode()).isEqualTo(202);
    return response;
  }

  /** An item whose version is a second of a day. A negative version makes its price unreadable. */
  private static String item(String id, String name, int version) {
    return """
    {"item":{"item_id":"%s","name":"%s","rate":%s,"last_modified_time":"2026-01-01T%02d:%02d:%02dZ"}}
    """
        .formatted(
            id,
            name,
            version < 0 ? "\"abc\"" : version,
            Math.abs(version) / 3600,
            Math.abs(version) / 60 % 60,
            Math.abs(version) % 60);
  }

  private static UUID event(HttpResponse<String> response) {
    return UUID.fromString(JSON.readTree(response.body()).get("event_id").stringValue());
  }

  private boolean isAnyUnfinished() {
    return system.count("tds_sync_queue where status in ('pending', 'processing', 'retry')") > 0;
  }

  private String status(UUID event) {
    return system
        .jdbc()
        .sql("select status from tds_sync_queue where id = ?")
        .param(event)
        .query(String.class)
        .single();
  }

  private List<UUID> events(String query) {
    return system.jdbc().sql(query).query((row, number) -> row.getObject(1, UUID.class)).list();
  }

  private Map<String, String> mirror() {
    Map<String, String> names = new ConcurrentHashMap<>();
    system
        .jdbc()
        .sql("select item_id, name from zoho.items where item_id ~ '^s\\d+r\\d+$'")
        .query(row -> {
          names.put(row.getString(1), row.getString(2));
        });
    return names;
  }

  /** What the senders know: the acknowledged events and the newest version of each record. */
  private static final class Journal {

    private final Map<UUID, Boolean> readableByEvent = new ConcurrentHashMap<>();
    private final Map<String, Integer> newest = new ConcurrentHashMap<>();

    void note(UUID event, String record, int version, boolean readable) {
      readableByEvent.put(event, readable);
      if (readable) {
        newest.merge(record, version, Math::max);
      }
    }

    void replace(UUID dead, UUID repeat) {
      readableByEvent.remove(dead);
      readableByEvent.put(repeat, false);
    }

    Map<UUID, Boolean> acknowledged() {
      return readableByEvent;
    }

    List<UUID> unreadable() {
      return readableByEvent.entrySet().stream()
          .filter(each -> !each.getValue())
          .map(Map.Entry::getKey)
          .toList();
    }

    Map<String, String> newest() {
      Map<String, String> names = new ConcurrentHashMap<>();
      newest.forEach((record, version) -> names.put(record, "v" + version));
      return names;
    }
  }
}
