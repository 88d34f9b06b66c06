package sale.tsh.tds.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sale.tsh.tds.queue.ClaimSettings;
import sale.tsh.tds.queue.ClaimedEvent;
import sale.tsh.tds.queue.Failure;
import sale.tsh.tds.worker.verify.Broken;

/**
 * The mirror ends in the state that the rules of convergence name, whatever the order, the repeats,
 * the failures and the crashes. One seed is one random history of a few records. The seed is in the
 * test's name.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConvergenceTest {

  /** More with {@code -Dconvergence.seeds=1000}. */
  private static final int SEEDS = Integer.getInteger("convergence.seeds", 60);

  private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

  private SteppedWorker worker;

  @BeforeAll
  void start() {
    worker = new SteppedWorker();
  }

  @AfterAll
  void stop() {
    worker.close();
  }

  static IntStream seeds() {
    return IntStream.range(0, SEEDS);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void mirrorEndsInTheStateThatTheRulesName(int seed) throws Exception {
    Random random = new Random(seed);
    worker
        .jdbc()
        .sql(
            """
            truncate tds_sync_queue, tds_dead_letter_queue, tds_sync_logs, tds_inbox_events, zoho.invoices, zoho.invoice_lines
            """)
        .update();
    List<Change> changes = changes(random);
    int before = 1 + random.nextInt(changes.size());
    Map<UUID, Change> history = new HashMap<>();
    deliver(changes.subList(0, before), random, history);
    stepTheClock(random);
    shuffleTheQueue(random);
    if (random.nextBoolean()) {
      runToTheEnd(random);
    }
    deliver(changes.subList(before, changes.size()), random, history);
    shuffleTheQueue(random);
    runToTheEnd(random);

    assertThat(worker.count("tds_sync_queue where status <> 'completed'")).isZero();
    assertThat(
            worker.count(
                "(select queue_id from tds_sync_logs where outcome <> 'failed' group by 1 having count(*) > 1) twice"))
        .isZero();
    assertThat(mirror()).isEqualTo(expected(history));
    assertThat(Broken.in(worker)).isEmpty();
  }

  /** A random history in a random order. */
  private static List<Change> changes(Random random) {
    List<Change> changes = new ArrayList<>();
    int records = 1 + random.nextInt(4);
    for (int record = 0; record < records; record++) {
      Times times = Times.values()[random.nextInt(Times.values().length)];
      int edits = 1 + random.nextInt(8);
      for (int i = 0; i < edits; i++) {
        boolean deletes = times != Times.SOME && random.nextInt(5) == 0;
        // Few seconds, so that ties occur; some lie ahead of any arrival and so revive the deleted.
        Optional<Instant> modified =
            times.has(deletes, random)
                ? Optional.of(
                    (random.nextInt(4) == 0 ? Instant.parse("2100-01-01T00:00:00Z") : EPOCH)
                        .plusSeconds(random.nextInt(4)))
                : Optional.empty();
        boolean pulled = !deletes && random.nextInt(5) == 0;
        changes.add(
            new Change("r" + record, deletes, pulled, modified, "v" + i, random.nextInt(3)));
      }
    }
    java.util.Collections.shuffle(changes, random);
    for (int i = 0; i < changes.size(); i++) {
      changes.set(i, changes.get(i).since(changes.subList(0, i)));
    }
    return changes;
  }

  /** Delivers changes, with repeats of webhooks. */
  private void deliver(List<Change> changes, Random random, Map<UUID, Change> history) {
    for (Change change : changes) {
      if (change.pulled()) {
        history.put(worker.pull(worker.inbox().drawPulledAt(), "invoices", change.body()), change);
        continue;
      }
      history.put(
          worker.deliver("invoices", change.deletes() ? "op=delete" : "op=update", change.body()),
          change);
      if (random.nextInt(3) == 0) {
        worker.deliver("invoices", change.deletes() ? "op=delete" : "op=update", change.body());
      }
    }
  }

  /** Sets the database's clock back or forth between arrivals, by up to an hour each time. */
  private void stepTheClock(Random random) {
    int arrivals = worker.count("tds_inbox_events");
    for (int i = 0; i < random.nextInt(3); i++) {
      worker
          .jdbc()
          .sql(
              """
              update tds_inbox_events
                 set received_at = received_at + :seconds * interval '1 s'
               where arrival > (select max(arrival) from tds_inbox_events) - :last
              """)
          .param("seconds", random.nextInt(-3_600, 3_600))
          .param("last", random.nextInt(arrivals))
          .update();
    }
  }

  /** Events run in another order than they came in. */
  private void shuffleTheQueue(Random random) {
    worker
        .jdbc()
        .sql("update tds_sync_queue set priority = abs(hashtext(id::text || ?)) % 7")
        .param(String.valueOf(random.nextInt()))
        .update();
  }

  /** Runs two workers at once. Each does random things that a worker can do to an event. */
  private void runToTheEnd(Random random) throws InterruptedException, ExecutionException {
    try (ExecutorService workers = Executors.newFixedThreadPool(2)) {
      List<Future<?>> runs = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        Random own = new Random(random.nextLong());
        runs.add(workers.submit(() -> work(own)));
      }
      for (Future<?> run : runs) {
        run.get();
      }
    }
    while (worker.count("tds_sync_queue where status <> 'completed'") > 0) {
      expireLeases();
      worker.reaper().runOnce();
      redriveTheDead();
      worker.runAll();
      runAlone();
    }
  }

  private void work(Random random) {
    List<ClaimedEvent> claimed = worker.claim(1 + random.nextInt(5));
    while (!claimed.isEmpty()) {
      switch (random.nextInt(8)) {
        case 0 -> claimed.forEach(this::fail);
        case 1 -> expireLeases();
        case 2 -> worker.queue().release(claimed);
        case 3 -> runAlone();
        case 4 -> redriveTheDead();
        default -> {}
      }
      // Also after a failure, a release or an expired lease: then it must have no effect.
      worker.processor().process(claimed);
      if (random.nextInt(4) == 0) {
        worker.reaper().runOnce();
      }
      claimed = worker.claim(1 + random.nextInt(5));
    }
  }

  private void fail(ClaimedEvent event) {
    var unused =
        worker.queue().fail(new Failure(event, "a test's failure", "{}", Duration.ZERO), "test");
  }

  private void runAlone() {
    worker
        .queue()
        .claimAlone(new ClaimSettings("test", 1, Duration.ofSeconds(30)))
        .ifPresent(event -> worker.processor().process(List.of(event)));
  }

  private void expireLeases() {
    worker
        .jdbc()
        .sql(
            """
            update tds_sync_queue set lease_expires_at = now() - interval '1 s'
             where id in (select id from tds_sync_queue where status = 'processing' for no key update skip locked)
            """)
        .update();
  }

  private void redriveTheDead() {
    worker
        .jdbc()
        .sql(
            "select id from tds_dead_letter_queue where redriven_at is null and discarded_at is null")
        .query(UUID.class)
        .list()
        .forEach(letter -> worker.deadLetters().redrive(letter));
  }

  private Map<String, String> mirror() {
    Map<String, String> rows = new TreeMap<>();
    worker
        .jdbc()
        .sql(
            """
            select i.invoice_id, i.deleted_at is not null as deleted, i.invoice_number, i.record->>'invoice_number' as recorded,
                   (select count(*) from zoho.invoice_lines l where l.invoice_id = i.invoice_id) as lines
              from zoho.invoices i
            """)
        .query(row -> {
          rows.put(
              row.getString("invoice_id"),
              state(
                  row.getBoolean("deleted"), row.getString("invoice_number"), row.getInt("lines")));
          assertThat(row.getString("recorded")).isEqualTo(row.getString("invoice_number"));
        });
    return rows;
  }

  /** The rules in another form, over the whole history of a record at once. */
  private Map<String, String> expected(Map<UUID, Change> history) {
    Map<String, List<Arrived>> byRecord = new TreeMap<>();
    worker
        .jdbc()
        .sql("select id, arrival, received_at from tds_inbox_events")
        .query(row -> {
          // The event's first id is its delivery's; a redrive gives the event another.
          Change change = history.get(row.getObject("id", UUID.class));
          if (change == null) {
            throw new IllegalStateException("a delivery that nobody sent");
          }
          byRecord
              .computeIfAbsent(change.record(), record -> new ArrayList<>())
              .add(
                  new Arrived(
                      change, row.getLong("arrival"), row.getTimestamp("received_at").toInstant()));
        });
    Map<String, String> states = new TreeMap<>();
    byRecord.forEach((record, all) -> states.put(record, expected(all)));
    return states;
  }

  private static String expected(List<Arrived> unordered) {
    List<Versioned> all = versioned(unordered);
    long pulled =
        all.stream()
            .filter(each -> each.change().pulled())
            .mapToLong(Versioned::arrival)
            .max()
            .orElse(0);
    // Zoho still had the record after the deletions before, and knew of the changes without a time.
    Optional<Instant> deleted =
        all.stream()
            .filter(each -> each.change().deletes() && each.arrival() > pulled)
            .map(Versioned::version)
            .max(Comparator.naturalOrder());
    return all.stream()
        .filter(each -> !each.change().deletes())
        .filter(each -> each.change().modified().isPresent() || each.arrival() >= pulled)
        .filter(each ->
            deleted.isEmpty()
                || each.change().modified().filter(deleted.get()::isBefore).isPresent())
        .max(Comparator.comparing(Versioned::version).thenComparingLong(Versioned::arrival))
        .map(each -> state(false, each.change().number(), each.change().lines()))
        .orElseGet(() -> state(true, null, 0));
  }

  /** A change without a time of its own is at least as new as every earlier arrival. */
  private static List<Versioned> versioned(List<Arrived> all) {
    List<Versioned> versioned = new ArrayList<>();
    Instant latest = Instant.MIN;
    for (Arrived each : all.stream().sorted(Comparator.comparingLong(Arrived::arrival)).toList()) {
      Instant version = each.version();
      if (each.change().modified().isEmpty() && version.isBefore(latest)) {
        version = latest;
      }
      latest = version.isAfter(latest) ? version : latest;
      versioned.add(new Versioned(each.change(), each.arrival(), version));
    }
    return versioned;
  }

  private static String state(boolean deleted, @Nullable String number, int lines) {
    return deleted ? "deleted" : number + " with " + lines + " lines";
  }

  private record Change(
      String record,
      boolean deletes,
      boolean pulled,
      Optional<Instant> modified,
      String number,
      int lines) {

    /** A record that is pulled has the time of the newest edit before it, or a later one. */
    Change since(List<Change> before) {
      Optional<Instant> newest =
          before.stream()
              .filter(each -> each.record().equals(record) && !each.deletes())
              .flatMap(each -> each.modified().stream())
              .max(Comparator.naturalOrder())
              .filter(time -> modified.filter(time::isAfter).isPresent());
      return pulled && newest.isPresent()
          ? new Change(record, deletes, pulled, newest, number, lines)
          : this;
    }

    String body() {
      String time = modified.map(each -> ",\"last_modified_time\":\"" + each + "\"").orElse("");
      String list = "{\"name\":\"line\"},".repeat(lines);
      return "{\"invoice\":{\"invoice_id\":\"%s\",\"invoice_number\":\"%s\",\"customer_id\":\"c\",\"total\":1,\"line_items\":[%s]%s}}"
          .formatted(
              record, number, list.isEmpty() ? "" : list.substring(0, list.length() - 1), time);
    }
  }

  private record Arrived(Change change, long arrival, Instant receivedAt) {

    Instant version() {
      Instant own = change.modified().orElse(receivedAt);
      return change.deletes() && own.isBefore(receivedAt) ? receivedAt : own;
    }
  }

  private record Versioned(Change change, long arrival, Instant version) {}

  /** Which changes of a record have a time of their own. */
  private enum Times {
    ALL,
    NONE,
    /** Deletions have none. */
    EDITS,
    /** Random ones. The rules do not say what then happens to a record that is deleted between. */
    SOME;

    boolean has(boolean deletes, Random random) {
      return switch (this) {
        case ALL -> true;
        case NONE -> false;
        case EDITS -> !deletes;
        case SOME -> random.nextBoolean();
      };
    }
  }
}
