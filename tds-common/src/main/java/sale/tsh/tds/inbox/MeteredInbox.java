package sale.tsh.tds.inbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.delivery.Reading;
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
  public Acceptance accept(ReceivedDelivery received, Reading.Change change) {
    long started = System.nanoTime();
    Acceptance acceptance = super.accept(received, change);
    taken(change.kind().name(), acceptance.queued() ? "queued" : "duplicate", started);
    return acceptance;
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
