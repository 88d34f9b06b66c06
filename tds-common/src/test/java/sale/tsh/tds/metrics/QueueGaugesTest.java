package sale.tsh.tds.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.pull.LostWebhooks;
import sale.tsh.tds.pull.PullHealth;
import sale.tsh.tds.pulse.KindPulse;
import sale.tsh.tds.pulse.Pulse;
import sale.tsh.tds.statistics.Claimable;
import sale.tsh.tds.statistics.LastHour;
import sale.tsh.tds.statistics.QueueCounts;
import sale.tsh.tds.statistics.QueueHealth;

class QueueGaugesTest {

  private static final QueueHealth HEALTH =
      new QueueHealth(
          new QueueCounts(11, 12, 13, 20, 14),
          new LastHour(20, 10, 1_000),
          new Claimable(9, Duration.ofSeconds(16)),
          Duration.ofMillis(16_500),
          Duration.ofSeconds(17),
          15,
          new Pulse(
              Optional.of(Instant.EPOCH),
              Optional.of(Duration.ofHours(1)),
              5,
              List.of(
                  new KindPulse("item", Optional.empty(), Optional.empty(), 5, 0),
                  new KindPulse("bill", Optional.empty(), Optional.empty(), 4, 0))),
          Optional.of(Duration.ofSeconds(18)),
          Duration.ofDays(1),
          Duration.ofHours(2),
          List.of("item"),
          new PullHealth(
              Optional.of("invalid_client"),
              40,
              List.of("item"),
              List.of(new LostWebhooks("invoice", 7, true), new LostWebhooks("item", 1, false)),
              List.of("bill", "item"),
              Duration.ofHours(13),
              Optional.of(new PullHealth.HeadAge("bill", Duration.ofHours(2), 4.5)),
              Optional.of(new PullHealth.DayCalls(Optional.of(2_000), Optional.empty(), 312, true)),
              List.of("ZohoBooks.bills.READ"),
              Duration.ofSeconds(19)));

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AtomicInteger reads = new AtomicInteger();
  private Instant now = Instant.parse("2026-11-24T10:00:00Z");
  private boolean away;

  QueueGaugesTest() {
    new QueueGauges(new QueueHealthSample(this::read, () -> now)).bindTo(meters);
  }

  @Test
  void everyValueHasAGauge() {
    assertThat(depth("pending")).isEqualTo(11);
    assertThat(depth("processing")).isEqualTo(12);
    assertThat(depth("retry")).isEqualTo(13);
    assertThat(depth("completed")).isEqualTo(20);
    assertThat(depth("dead_letter")).isEqualTo(14);
    assertThat(gauge("tds.queue.stuck")).isEqualTo(15);
    assertThat(gauge("tds.queue.oldest.pending.age")).isEqualTo(16.5);
    assertThat(gauge("tds.queue.oldest.due.age")).isEqualTo(17);
    assertThat(gauge("tds.queue.claimable")).isEqualTo(9);
    assertThat(gauge("tds.queue.oldest.claimable.age")).isEqualTo(16);
    assertThat(gauge("tds.kinds.quiet")).isEqualTo(1);
    assertThat(gauge("tds.webhooks.quiet")).isEqualTo(1);
    assertThat(gauge("tds.worker.absence")).isEqualTo(18);
    assertThat(gauge("tds.webhook.silence")).isEqualTo(3_600);
    assertThat(gauge("tds.backup.age")).isEqualTo(86_400);
    assertThat(gauge("tds.kinds.paused")).isEqualTo(1);
    assertThat(gauge("tds.pulling.stopped")).isEqualTo(1);
    assertThat(gauge("tds.deletions.held")).isEqualTo(40);
    assertThat(gauge("tds.webhooks.lost")).isEqualTo(7);
    assertThat(gauge("tds.kinds.drifted")).isEqualTo(2);
    assertThat(gauge("tds.pulling.spent")).isEqualTo(46_800);
    assertThat(gauge("tds.pulling.head.intervals")).isEqualTo(4.5);
    assertThat(gauge("tds.pulling.scopes.missing")).isEqualTo(1);
    assertThat(gauge("tds.pulling.clock.difference")).isEqualTo(19);
    assertThat(gauge("tds.pulling.calls.limit")).isEqualTo(2_000);
    assertThat(gauge("tds.pulling.calls.remaining")).as("unknown").isNaN();
    assertThat(gauge("tds.pulling.calls.today")).isEqualTo(312);
    assertThat(gauge("tds.pulling.calls.paused")).isEqualTo(1);
    assertThat(meters.get("tds.last.hour.attempts").tag("result", "failed").gauge().value())
        .isEqualTo(10);
    assertThat(meters.get("tds.last.hour.attempts").tag("result", "succeeded").gauge().value())
        .isEqualTo(20);
  }

  @Test
  void scrapeReadsTheHealthOnce() {
    meters.getMeters().forEach(meter -> meter.measure().forEach(each -> each.getValue()));
    assertThat(reads).hasValue(1);

    now = now.plusSeconds(6);
    depth("pending");
    assertThat(reads).hasValue(2);
  }

  @Test
  void gaugesWithoutTheDatabaseAreUnknownAndNotOld() {
    assertThat(depth("pending")).isEqualTo(11);
    away = true;
    now = now.plusSeconds(6);
    assertThat(depth("pending")).isNaN();

    away = false;
    now = now.plusSeconds(6);
    assertThat(depth("pending")).isEqualTo(11);
  }

  private QueueHealth read() {
    reads.incrementAndGet();
    if (away) {
      throw new IllegalStateException("away");
    }
    return HEALTH;
  }

  private double depth(String status) {
    return meters.get("tds.queue.depth").tag("status", status).gauge().value();
  }

  private double gauge(String name) {
    return meters.get(name).gauge().value();
  }
}
