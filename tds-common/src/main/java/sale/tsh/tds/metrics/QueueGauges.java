package sale.tsh.tds.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.pull.PullHealth;
import sale.tsh.tds.statistics.LastHour;
import sale.tsh.tds.statistics.QueueCounts;
import sale.tsh.tds.statistics.QueueHealth;

/**
 * The {@link QueueHealth} as gauges. Every process shows the same values, since there is one queue.
 */
final class QueueGauges implements MeterBinder {

  private final QueueHealthSample sample;

  QueueGauges(QueueHealthSample sample) {
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
        QueueHealth::stuck);
    count(
        registry,
        "tds.kinds.paused",
        "Kinds whose claiming is paused",
        Tags.empty(),
        health -> health.pausedKinds().size());
    count(
        registry,
        "tds.queue.claimable",
        "Pending events whose kind is not paused",
        Tags.empty(),
        health -> health.claimable().pending());
    count(
        registry,
        "tds.kinds.quiet",
        "Kinds without a webhook far beyond their own rhythm",
        Tags.empty(),
        health -> health.pulse().quietKinds().size());
    count(
        registry,
        "tds.webhooks.quiet",
        "1 if no webhook came far beyond the rhythm of all kinds together",
        Tags.empty(),
        health -> health.pulse().isQuiet() ? 1 : 0);
    count(
        registry,
        "tds.pulling.stopped",
        "1 if pulling has stopped because Zoho refuses the credentials",
        Tags.empty(),
        health -> health.pulling().stopped().isPresent() ? 1 : 0);
    count(
        registry,
        "tds.deletions.held",
        "Records that Zoho no longer lists and that wait for an operator",
        Tags.empty(),
        health -> health.pulling().heldDeletions());
    count(
        registry,
        "tds.webhooks.lost",
        "Changes of 24 hours that only pulling found, of the kind with most of them",
        Tags.empty(),
        health -> health.pulling().mostLost());
    count(
        registry,
        "tds.kinds.drifted",
        "Kinds for which the sweeps of two nights found what head reads should have found",
        Tags.empty(),
        health -> health.pulling().driftedKinds().size());
    seconds(
        registry,
        "tds.pulling.spent",
        "Until Zoho's new count of calls, if the day's calls are spent",
        health -> inSeconds(health.pulling().spent()));
    count(
        registry,
        "tds.pulling.head.intervals",
        "Since the newest changes of a kind were read, in intervals between two reads",
        Tags.empty(),
        health -> health.pulling().oldestHead().map(PullHealth.HeadAge::intervals).orElse(0.0));
    count(
        registry,
        "tds.pulling.scopes.missing",
        "OAuth scopes without which Zoho refuses kinds",
        Tags.empty(),
        health -> health.pulling().missingScopes().size());
    seconds(
        registry,
        "tds.pulling.clock.difference",
        "Between the clocks of Zoho and the worker",
        health -> inSeconds(health.pulling().clockDifference()));
    calls(
        registry,
        "limit",
        "The organisation's calls to Zoho a day, by Zoho's answers",
        calls -> calls.limit().map(Integer::doubleValue));
    calls(
        registry,
        "remaining",
        "Calls to Zoho that all programs of the organisation have left today",
        calls -> calls.remaining().map(Integer::doubleValue));
    calls(
        registry,
        "today",
        "Calls to Zoho that this installation has made today",
        calls -> Optional.of((double) calls.made()));
    calls(
        registry,
        "paused",
        "1 if pulling makes no call to Zoho now",
        calls -> Optional.of(calls.paused() ? 1.0 : 0.0));
    lastHour(registry, "failed", LastHour::failed);
    lastHour(registry, "succeeded", LastHour::succeeded);
    seconds(
        registry,
        "tds.queue.oldest.pending.age",
        "How long the oldest pending event has waited",
        health -> inSeconds(health.oldestPending()));
    seconds(
        registry,
        "tds.queue.oldest.claimable.age",
        "How long the oldest pending event has waited whose kind is not paused",
        health -> inSeconds(health.claimable().oldest()));
    seconds(
        registry,
        "tds.queue.oldest.due.age",
        "How long the event that is due longest has been due",
        health -> inSeconds(health.oldestDue()));
    seconds(
        registry,
        "tds.worker.absence",
        "Since a worker was last seen",
        health -> inSeconds(health.workerAbsence()));
    seconds(
        registry,
        "tds.webhook.silence",
        "Since a webhook was last accepted",
        health -> health.pulse().silence().map(QueueGauges::inSeconds).orElse(Double.NaN));
    seconds(
        registry,
        "tds.backup.age",
        "Since a backup was last completed",
        health -> inSeconds(health.backupAge()));
  }

  private void depth(MeterRegistry registry, String status, ToDoubleFunction<QueueCounts> count) {
    count(
        registry,
        "tds.queue.depth",
        "Events by status",
        Tags.of("status", status),
        health -> count.applyAsDouble(health.counts()));
  }

  /** A figure of the calls to Zoho, which is not a number while it is unknown or pulling is off. */
  private void calls(
      MeterRegistry registry,
      String figure,
      String description,
      Function<PullHealth.DayCalls, Optional<Double>> value) {
    count(
        registry,
        "tds.pulling.calls." + figure,
        description,
        Tags.empty(),
        health -> health.pulling().calls().flatMap(value).orElse(Double.NaN));
  }

  private void lastHour(MeterRegistry registry, String result, ToDoubleFunction<LastHour> count) {
    count(
        registry,
        "tds.last.hour.attempts",
        "Attempts that ended within the last hour",
        Tags.of("result", result),
        health -> count.applyAsDouble(health.lastHour()));
  }

  private void count(
      MeterRegistry registry,
      String name,
      String description,
      Tags tags,
      ToDoubleFunction<QueueHealth> value) {
    register(registry, name, description, null, tags, value);
  }

  private void seconds(
      MeterRegistry registry,
      String name,
      String description,
      ToDoubleFunction<QueueHealth> value) {
    register(registry, name, description, "seconds", Tags.empty(), value);
  }

  private void register(
      MeterRegistry registry,
      String name,
      String description,
      @Nullable String unit,
      Tags tags,
      ToDoubleFunction<QueueHealth> value) {
    Gauge.builder(name, sample, each -> each.get().map(value::applyAsDouble).orElse(Double.NaN))
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
