package sale.tsh.tds.inbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import sale.tsh.tds.refusal.RefusalCause;

/**
 * Measures for Prometheus how many deliveries came in, by kind and result, and how long their
 * commits took.
 */
public final class InboxMeters implements InboxListener {

  private static final String NO_KIND = "none";

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(5),
    Duration.ofMillis(20),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2),
    Duration.ofSeconds(10)
  };

  private static final double[] BATCHES = {1, 2, 5, 10, 20, 50, 100, 200};

  private final MeterRegistry meters;

  public InboxMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  /** The time includes the wait for the commit. */
  @Override
  public void accepted(ReceivedChange change, AcceptResult result) {
    measure(
        change.change().kind().label(),
        result.queued() ? "queued" : "duplicate",
        Duration.ofNanos(System.nanoTime() - change.since()));
  }

  @Override
  public void batchAccepted(List<ReceivedChange> changes) {
    DistributionSummary.builder("tds.intake.batch")
        .description("Changes that one commit took in together")
        .serviceLevelObjectives(BATCHES)
        .register(meters)
        .record(changes.size());
  }

  @Override
  public void pingKept(Duration took) {
    measure(NO_KIND, "ping", took);
  }

  @Override
  public void refused(RefusalCause cause, Duration took) {
    measure(NO_KIND, "refused", took);
    Counter.builder("tds.intake.refused")
        .description("Deliveries refused, by cause")
        .tag("cause", cause.code())
        .register(meters)
        .increment();
  }

  private void measure(String kind, String result, Duration took) {
    Timer.builder("tds.intake")
        .description("Deliveries taken in, by kind and result, and how long that took")
        .tag("kind", kind)
        .tag("result", result)
        .serviceLevelObjectives(BUCKETS)
        .register(meters)
        .record(took);
  }
}
