package sale.tsh.tds.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.alert.Figures;
import sale.tsh.tds.statistics.LastHour;
import sale.tsh.tds.statistics.QueueCounts;

/** What the alerts look at, for machines. Every process shows the same, since it is one queue. */
final class QueueGauges implements MeterBinder {

  private final FiguresSample sample;

  QueueGauges(FiguresSample sample) {
    this.sample = sample;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    depth(registry, "pending", QueueCounts::pending);
    depth(registry, "processing", QueueCounts::processing);
    depth(registry, "retry", QueueCounts::retry);
    depth(registry, "completed", QueueCounts::completed);
    depth(registry, "dead_letter", QueueCounts::deadLetter);
    count(
        registry,
        "tds.queue.stuck",
        "Events that have been processing for more than an hour",
        Tags.empty(),
        Figures::stuck);
    count(
        registry,
        "tds.kinds.paused",
        "Kinds whose claiming is paused",
        Tags.empty(),
        figures -> figures.pausedKinds().size());
    lastHour(registry, "failed", LastHour::failed);
    lastHour(registry, "succeeded", LastHour::succeeded);
    seconds(
        registry,
        "tds.queue.oldest.pending.age",
        "How long the oldest pending event has waited",
        figures -> inSeconds(figures.oldestPending()));
    seconds(
        registry,
        "tds.queue.oldest.due.age",
        "How long the event that is due longest has been due",
        figures -> inSeconds(figures.oldestDue()));
    seconds(
        registry,
        "tds.worker.absence",
        "Since a worker was last seen",
        figures -> inSeconds(figures.workerAbsence()));
    seconds(
        registry,
        "tds.webhook.silence",
        "Since a delivery was last accepted",
        figures -> figures.sinceDelivery().map(QueueGauges::inSeconds).orElse(Double.NaN));
    seconds(
        registry,
        "tds.backup.age",
        "Since a backup was last completed",
        figures -> inSeconds(figures.backupAge()));
  }

  private void depth(MeterRegistry registry, String status, ToDoubleFunction<QueueCounts> count) {
    count(
        registry,
        "tds.queue.depth",
        "Events by status",
        Tags.of("status", status),
        figures -> count.applyAsDouble(figures.counts()));
  }

  private void lastHour(MeterRegistry registry, String result, ToDoubleFunction<LastHour> count) {
    count(
        registry,
        "tds.last.hour.attempts",
        "Attempts that ended within the last hour",
        Tags.of("result", result),
        figures -> count.applyAsDouble(figures.lastHour()));
  }

  private void count(
      MeterRegistry registry,
      String name,
      String description,
      Tags tags,
      ToDoubleFunction<Figures> figure) {
    register(registry, name, description, null, tags, figure);
  }

  private void seconds(
      MeterRegistry registry, String name, String description, ToDoubleFunction<Figures> figure) {
    register(registry, name, description, "seconds", Tags.empty(), figure);
  }

  private void register(
      MeterRegistry registry,
      String name,
      String description,
      @Nullable String unit,
      Tags tags,
      ToDoubleFunction<Figures> figure) {
    Gauge.builder(name, sample, each -> each.get().map(figure::applyAsDouble).orElse(Double.NaN))
        .description(description)
        .baseUnit(unit)
        .tags(tags)
        .strongReference(true)
        .register(registry);
  }

  private static double inSeconds(Duration duration) {
    return duration.toMillis() / 1_000.0;
  }
}
