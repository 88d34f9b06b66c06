package sale.tsh.tds.worker.cursor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScanBudgetTest {

  private long now = Long.MAX_VALUE - 10;
  private final ScanBudget budget = new ScanBudget(Duration.ofSeconds(1), () -> now);

  @Test
  void firstScanIsDueAtOnceAndTheNextAfterThePeriod() {
    assertThat(budget.isDue()).isTrue();
    scanFor(Duration.ofMillis(1));
    assertThat(budget.isDue()).isFalse();
    assertThat(budget.isCheap()).isTrue();
    pass(Duration.ofMillis(999));
    assertThat(budget.isDue()).isFalse();
    pass(Duration.ofMillis(1));
    assertThat(budget.isDue()).isTrue();
  }

  @Test
  void slowScanDelaysTheNextScan() {
    scanFor(Duration.ofMillis(50));
    assertThat(budget.isCheap()).as("a twentieth of the period").isTrue();
    scanFor(Duration.ofMillis(51));
    assertThat(budget.isCheap()).isFalse();
    scanFor(Duration.ofMillis(600));
    pass(Duration.ofSeconds(12).minusNanos(1));
    assertThat(budget.isDue()).isFalse();
    pass(Duration.ofNanos(1));
    assertThat(budget.isDue()).isTrue();
  }

  /** The slow scan may have been a stall of the database or of the process. */
  @Test
  void verySlowScanDelaysTheNextScanByHalfAMinute() {
    scanFor(Duration.ofMinutes(5));
    pass(ScanBudget.LONGEST.minusNanos(1));
    assertThat(budget.isDue()).isFalse();
    pass(Duration.ofNanos(1));
    assertThat(budget.isDue()).isTrue();
    scanFor(Duration.ofMillis(1));
    assertThat(budget.isCheap()).isTrue();
  }

  private void scanFor(Duration time) {
    budget.begin();
    pass(time);
    budget.end();
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
