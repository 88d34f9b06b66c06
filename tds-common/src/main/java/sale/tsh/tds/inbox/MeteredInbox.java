package sale.tsh.tds.inbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.delivery.RefusalCause;
import sale.tsh.tds.queue.EventQueue;

/** The inbox with its meters: what came in, what became of it, and how long its commit took. */
public class MeteredInbox extends Inbox {

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

  public MeteredInbox(
      JdbcClient jdbc,
      EventQueue queue,
      TransactionTemplate transactions,
      Supplier<UUID> ids,
      MeterRegistry meters) {
    super(jdbc, queue, transactions, ids);
    this.meters = meters;
  }

  @Override
  public Acceptance accept(ReceivedChange received) {
    Acceptance acceptance = super.accept(received);
    taken(received, acceptance);
    return acceptance;
  }

  @Override
  public List<Optional<Acceptance>> acceptAll(List<ReceivedChange> received, boolean announced) {
    List<Optional<Acceptance>> answers = super.acceptAll(received, announced);
    DistributionSummary.builder("tds.intake.batch")
        .description("Changes that one commit took in together")
        .serviceLevelObjectives(BATCHES)
        .register(meters)
        .record(received.size());
    for (int i = 0; i < received.size(); i++) {
      ReceivedChange each = received.get(i);
      answers.get(i).ifPresent(acceptance -> taken(each, acceptance));
    }
    return answers;
  }

  @Override
  public void keepPing(ReceivedDelivery received) {
    long started = System.nanoTime();
    super.keepPing(received);
    taken(NO_KIND, "ping", started);
  }

  @Override
  public boolean keepRefused(
      ReceivedDelivery received, RefusalCause cause, String detail, int hourlyCap) {
    long started = System.nanoTime();
    boolean kept = super.keepRefused(received, cause, detail, hourlyCap);
    taken(NO_KIND, "refused", started);
    Counter.builder("tds.intake.refused")
        .description("Deliveries refused, by cause")
        .tag("cause", cause.code())
        .register(meters)
        .increment();
    return kept;
  }

  /** The wait for its commit included. */
  private void taken(ReceivedChange received, Acceptance acceptance) {
    taken(
        received.change().kind().name(),
        acceptance.queued() ? "queued" : "duplicate",
        received.since());
  }

  private void taken(String kind, String result, long started) {
    Timer.builder("tds.intake")
        .description("Deliveries taken in, by kind and result, and how long that took")
        .tag("kind", kind)
        .tag("result", result)
        .serviceLevelObjectives(BUCKETS)
        .register(meters)
        .record(Duration.ofNanos(System.nanoTime() - started));
  }
}
