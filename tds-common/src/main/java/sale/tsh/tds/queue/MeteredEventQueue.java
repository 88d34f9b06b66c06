package sale.tsh.tds.queue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The queue with its meters: the one place where a transition is measured. What a transaction rolls
 * back has not happened and is not counted.
 */
public class MeteredEventQueue extends EventQueue {

  private static final Duration[] PICKUP_BUCKETS = {
    Duration.ofMillis(100),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5),
    Duration.ofMinutes(30)
  };

  private static final Duration[] ATTEMPT_BUCKETS = {
    Duration.ofMillis(10),
    Duration.ofMillis(50),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(20)
  };

  private final MeterRegistry meters;

  public MeteredEventQueue(
      JdbcClient jdbc, RetryPolicy retryPolicy, RandomGenerator random, MeterRegistry meters) {
    super(jdbc, retryPolicy, random);
    this.meters = meters;
  }

  @Override
  public List<ClaimedEvent> claim(ClaimSettings settings, Place from) {
    List<ClaimedEvent> claimed = super.claim(settings, from);
    AfterCommit.run(() -> claimed.forEach(this::pickedUp));
    return claimed;
  }

  @Override
  public Optional<ClaimedEvent> claimAlone(ClaimSettings settings) {
    Optional<ClaimedEvent> claimed = super.claimAlone(settings);
    AfterCommit.run(() -> claimed.ifPresent(this::pickedUp));
    return claimed;
  }

  /** A set that lost a lease is tried again one by one, and each loss counted there. */
  @Override
  public void complete(List<Completion> completions, String worker, Duration duration) {
    try {
      super.complete(completions, worker, duration);
    } catch (LeaseLostException e) {
      if (completions.size() == 1) {
        leaseLost(completions.getFirst().event());
      }
      throw e;
    }
    AfterCommit.run(
        () ->
            completions.forEach(each -> attempted(each.event(), each.outcome().text(), duration)));
  }

  @Override
  public Optional<EventStatus> fail(Failure failure, String worker) {
    Optional<EventStatus> status = super.fail(failure, worker);
    if (status.isEmpty()) {
      leaseLost(failure.event());
    } else {
      AfterCommit.run(() -> failed(failure, status.get()));
    }
    return status;
  }

  @Override
  public int release(Collection<ClaimedEvent> events) {
    int released = super.release(events);
    AfterCommit.run(() -> givenBack("released", released));
    return released;
  }

  @Override
  public int giveBackAlone(Collection<ClaimedEvent> events) {
    int givenBack = super.giveBackAlone(events);
    AfterCommit.run(() -> givenBack("connection lost", givenBack));
    return givenBack;
  }

  @Override
  public int reap(Duration within, int limit) {
    int reaped = super.reap(within, limit);
    AfterCommit.run(() -> givenBack("reaped", reaped));
    return reaped;
  }

  @Override
  public Optional<UUID> redrive(UUID deadLetterId) {
    Optional<UUID> redriven = super.redrive(deadLetterId);
    redriven.ifPresent(
        id -> AfterCommit.run(() -> meters.counter("tds.event.redriven").increment()));
    return redriven;
  }

  private void pickedUp(ClaimedEvent event) {
    Timer.builder("tds.event.pickup")
        .description("Claims, and how long the event had been due")
        .tag("kind", event.entityType())
        .serviceLevelObjectives(PICKUP_BUCKETS)
        .register(meters)
        .record(event.waited());
  }

  private void failed(Failure failure, EventStatus status) {
    attempted(failure.event(), "failed", failure.duration());
    if (status == EventStatus.DEAD_LETTER) {
      Counter.builder("tds.event.dead.letters")
          .description("Events whose attempts were spent")
          .tag("kind", failure.event().entityType())
          .register(meters)
          .increment();
    }
  }

  private void attempted(ClaimedEvent event, String outcome, Duration duration) {
    Timer.builder("tds.event.attempt")
        .description("Attempts that ended, by outcome, and how long they took")
        .tag("kind", event.entityType())
        .tag("outcome", outcome)
        .serviceLevelObjectives(ATTEMPT_BUCKETS)
        .register(meters)
        .record(duration);
  }

  private void leaseLost(ClaimedEvent event) {
    Counter.builder("tds.lease.lost")
        .description("Attempts whose event somebody else owned by their end")
        .tag("kind", event.entityType())
        .register(meters)
        .increment();
  }

  private void givenBack(String why, int events) {
    Counter.builder("tds.event.given.back")
        .description("Events that became due again without an attempt being charged")
        .tag("why", why)
        .register(meters)
        .increment((double) events);
  }
}
