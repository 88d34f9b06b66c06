package sale.tsh.tds.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sale.tsh.tds.queue.ClaimSettings;
import sale.tsh.tds.queue.ClaimedEvent;
import sale.tsh.tds.queue.Failure;
import sale.tsh.tds.worker.maintenance.Reaper;
import sale.tsh.tds.worker.verify.Broken;

/**
 * Random schedules of everything that can happen to events, thousands of steps per seed. After each
 * step the database equals the {@link QueueModel}. A claim of a dead worker may come back at any
 * time, and must then have no effect.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(1)
class QueueModelTest {

  /** More with {@code -Dmodel.seeds=100}. */
  private static final int SEEDS = Integer.getInteger("model.seeds", 3);

  private static final int STEPS = 2_000;
  private static final int MOST_CLAIMS = 12;
  private static final ClaimSettings CLAIM = new ClaimSettings("test", 1, Duration.ofMinutes(10));

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
  void databaseEqualsTheModelAfterEachStep(int seed) throws SQLException {
    worker
        .jdbc()
        .sql(
            "truncate tds_sync_queue, tds_dead_letter_queue, tds_sync_logs, tds_inbox_events, zoho.items")
        .update();
    Schedule schedule = new Schedule(new Random(seed));
    for (int step = 0; step < STEPS; step++) {
      String action = schedule.step();
      assertThat(stored())
          .as("seed %d, step %d: %s", seed, step, action)
          .isEqualTo(schedule.model.descriptions());
    }
    schedule.end();
    assertThat(stored()).isEqualTo(schedule.model.descriptions());
    assertThat(Broken.in(worker)).isEmpty();
  }

  private Map<UUID, String> stored() {
    Map<UUID, String> descriptions = new TreeMap<>();
    worker
        .jdbc()
        .sql("select id, status, attempt_count, alone from tds_sync_queue")
        .query(row -> {
          descriptions.put(
              row.getObject("id", UUID.class),
              "%s, %d attempts%s"
                  .formatted(
                      row.getString("status"),
                      row.getInt("attempt_count"),
                      row.getBoolean("alone") ? ", alone" : ""));
        });
    return descriptions;
  }

  /** Takes random steps, each in the database and in the model. */
  private final class Schedule {

    private final QueueModel model = new QueueModel();
    private final Random random;
    private final Map<String, UUID> eventOfBody = new HashMap<>();
    private final List<List<ClaimedEvent>> claims = new ArrayList<>();
    private final Reaper reaper;
    private long nanos;
    private int bodies;

    Schedule(Random random) {
      this.random = random;
      reaper = worker.reaper(() -> nanos);
    }

    /** Takes one step and returns its description. */
    String step() {
      int chance = random.nextInt(100);
      if (chance < 25) {
        return receive(body(random.nextInt(4) == 0));
      } else if (chance < 30) {
        return receiveAgain();
      } else if (chance < 45) {
        return claim(1 + random.nextInt(5));
      } else if (chance < 53) {
        return claimAlone();
      } else if (chance < 70) {
        return finish(claims.isEmpty() ? List.of() : any(claims));
      } else if (chance < 75) {
        return fail();
      } else if (chance < 82) {
        return giveBack();
      } else if (chance < 86) {
        return expireLeases();
      } else if (chance < 92) {
        return reap();
      } else if (chance < 97) {
        return endDeadLetter();
      } else if (chance < 98) {
        return reset();
      }
      return purge();
    }

    /** Runs all waiting events. Nothing fails by chance any more. */
    void end() {
      for (int turn = 0; !model.isAtRest(); turn++) {
        assertThat(turn).as("turns to the end").isLessThan(STEPS);
        expireLeases();
        reap();
        claim(5);
        finish(claims.isEmpty() ? List.of() : claims.getLast());
        claimAlone();
        finish(claims.isEmpty() ? List.of() : claims.getLast());
      }
    }

    /** A body with a time of its own, since a repeat without a time may be a new event. */
    private String body(boolean poison) {
      return "{\"item\":{\"item_id\":\"i%d\",\"rate\":%s,\"last_modified_time\":\"%s\"}}"
          .formatted(
              random.nextInt(6),
              poison ? "\"none\"" : "1",
              Instant.ofEpochSecond(1_700_000_000L + ++bodies));
    }

    private String receive(String body) {
      UUID event = worker.deliver("items", body);
      eventOfBody.put(body, event);
      model.receive(event, body.contains("none"));
      return "received " + event;
    }

    /** A duplicate is no event, unless the event that it repeats is dead or forgotten. */
    private String receiveAgain() {
      if (eventOfBody.isEmpty()) {
        return "nothing to receive again";
      }
      String body = any(eventOfBody.keySet().stream().sorted().toList());
      UUID before = Objects.requireNonNull(eventOfBody.get(body));
      boolean dead = model.isDead(before);
      UUID event = worker.deliver("items", body);
      if (dead) {
        assertThat(event).isNotEqualTo(before);
        model.closed(before);
        model.receive(event, body.contains("none"));
        eventOfBody.put(body, event);
      } else {
        assertThat(event).as("a repeat").isEqualTo(before);
      }
      return "received again " + before;
    }

    private String claim(int limit) {
      Set<UUID> expected = model.claimable(limit);
      List<ClaimedEvent> claimed = worker.claim(limit);
      assertThat(claimed.stream().map(ClaimedEvent::id).collect(Collectors.toSet()))
          .as("a claim of %d", limit)
          .isEqualTo(expected);
      hold(claimed);
      return "claimed " + expected;
    }

    private String claimAlone() {
      Optional<UUID> expected = model.claimableAlone();
      Optional<ClaimedEvent> claimed = worker.queue().claimAlone(CLAIM);
      assertThat(claimed.map(ClaimedEvent::id)).as("a claim alone").isEqualTo(expected);
      hold(claimed.stream().toList());
      return "claimed alone " + expected;
    }

    private void hold(List<ClaimedEvent> claimed) {
      model.claimed(claimed);
      if (!claimed.isEmpty()) {
        claims.add(claimed);
      }
      if (claims.size() > MOST_CLAIMS) {
        claims.removeFirst();
      }
    }

    /** Finishes a claim, even if it was finished before or has lost its lease. */
    private String finish(List<ClaimedEvent> claimed) {
      worker.processor().process(claimed);
      model.processed(claimed);
      return "finished " + claimed;
    }

    private String fail() {
      if (claims.isEmpty()) {
        return "nothing to fail";
      }
      ClaimedEvent event = any(any(claims));
      var unused =
          worker.queue().fail(new Failure(event, "by chance", "{}", Duration.ZERO), "test");
      model.failed(event);
      return "failed " + event;
    }

    private String giveBack() {
      if (claims.isEmpty()) {
        return "nothing to give back";
      }
      List<ClaimedEvent> claimed = any(claims);
      return switch (random.nextInt(4)) {
        case 0 -> {
          worker.queue().release(claimed);
          model.released(claimed);
          yield "released " + claimed;
        }
        case 1 -> {
          worker.queue().giveBackAlone(claimed);
          model.givenBackAlone(claimed);
          yield "given back alone " + claimed;
        }
        case 2 -> {
          ClaimedEvent event = any(claimed);
          worker.queue().putOff(event, "by chance");
          model.putOff(event);
          yield "put off " + event;
        }
        default -> {
          worker.queue().renew(claimed, CLAIM.lease());
          model.renewed(claimed);
          yield "renewed " + claimed;
        }
      };
    }

    private String expireLeases() {
      worker
          .jdbc()
          .sql(
              "update tds_sync_queue set lease_expires_at = now() - interval '1 s' where status = 'processing'")
          .update();
      model.leasesExpired();
      return "leases expired";
    }

    private String reap() {
      nanos += Duration.ofMinutes(10).toNanos();
      reaper.runOnce();
      model.reaped();
      return "reaped";
    }

    private String endDeadLetter() {
      List<UUID> dead = model.dead();
      if (dead.isEmpty()) {
        return "no dead letter to end";
      }
      UUID event = any(dead);
      UUID letter =
          worker
              .jdbc()
              .sql("select id from tds_dead_letter_queue where original_queue_id = ?")
              .param(event)
              .query(UUID.class)
              .single();
      if (random.nextInt(4) == 0) {
        assertThat(worker.deadLetters().discard(letter, "test")).isTrue();
        forget(event);
        model.closed(event);
        return "discarded " + event;
      }
      UUID newId = worker.deadLetters().redrive(letter).orElseThrow();
      assertThat(worker.deadLetters().redrive(letter)).as("a second redrive").isEmpty();
      eventOfBody.replaceAll((body, id) -> id.equals(event) ? newId : id);
      model.redriven(event, newId);
      return "redrove %s as %s".formatted(event, newId);
    }

    /** The reset of docs/OPERATIONS.md, "Stuck events", without its hour. */
    private String reset() {
      worker
          .jdbc()
          .sql(
              "update tds_sync_queue set status = 'pending', started_at = null where status = 'processing'")
          .update();
      model.reset();
      return "an operator's reset";
    }

    /** The statements of docs/OPERATIONS.md, "Purging", without their thirty days. */
    private String purge() {
      worker.jdbc().sql("delete from tds_sync_queue where status = 'completed'").update();
      worker.jdbc().sql("delete from tds_inbox_events where processed = true").update();
      model.purged().forEach(this::forget);
      return "purged";
    }

    private void forget(UUID event) {
      eventOfBody.values().removeIf(event::equals);
    }

    private <T> T any(List<T> all) {
      return all.get(random.nextInt(all.size()));
    }
  }
}
