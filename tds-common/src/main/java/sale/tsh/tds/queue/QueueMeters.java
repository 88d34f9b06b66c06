package sale.tsh.tds.queue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import sale.tsh.tds.kind.KindCatalogue;

/** Counts and times the transitions of the queue for Prometheus. */
public final class QueueMeters implements QueueListener {

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

  public QueueMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public void claimed(List<ClaimedEvent> events) {
    events.forEach(this::pickedUp);
  }

  @Override
  public void completed(List<Completion> completions, Duration duration) {
    completions.forEach(each -> attempted(each.event(), each.outcome().text(), duration));
  }

  @Override
  public void failed(Failure failure, EventStatus status) {
    attempted(failure.event(), "failed", failure.duration());
    if (status == EventStatus.DEAD_LETTER) {
      Counter.builder("tds.event.dead.letters")
          .description("Events whose attempts were spent")
          .tag("kind", KindCatalogue.label(failure.event().entityType()))
          .register(meters)
          .increment();
    }
  }

  @Override
  public void leaseLost(ClaimedEvent event) {
    Counter.builder("tds.lease.lost")
        .description("Attempts whose event somebody else owned by their end")
        .tag("kind", KindCatalogue.label(event.entityType()))
        .register(meters)
        .increment();
  }

  @Override
  public void givenBack(GiveBackReason reason, int events) {
    Counter.builder("tds.event.given.back")
        .description("Events that became due again without an attempt being charged")
        .tag("why", reason.text())
        .register(meters)
        .increment((double) events);
  }

  @Override
  public void redriven(UUID deadLetterId) {
    meters.counter("tds.event.redriven").increment();
  }

  private void pickedUp(ClaimedEvent event) {
    Timer.builder("tds.event.pickup")
        .description("Claims, and how long the event had been due")
        .tag("kind", KindCatalogue.label(event.entityType()))
        .serviceLevelObjectives(PICKUP_BUCKETS)
        .register(meters)
        .record(event.waited());
  }

  private void attempted(ClaimedEvent event, String outcome, Duration duration) {
    Timer.builder("tds.event.attempt")
        .description("Attempts that ended, by outcome, and how long they took")
        .tag("kind", KindCatalogue.label(event.entityType()))
        .tag("outcome", outcome)
        .serviceLevelObjectives(ATTEMPT_BUCKETS)
        .register(meters)
        .record(duration);
  }
}
