package sale.tsh.tds.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DearLookTest {

  private long now = Long.MAX_VALUE - 10;
  private final DearLook look = new DearLook(Duration.ofSeconds(1), () -> now);

  @Test
  void theFirstIsDueAtOnceAndAnotherAfterThePeriod() {
    assertThat(look.isDue()).isTrue();
    lookFor(Duration.ofMillis(1));
    assertThat(look.isDue()).isFalse();
    assertThat(look.isCheap()).isTrue();
    pass(Duration.ofMillis(999));
    assertThat(look.isDue()).isFalse();
    pass(Duration.ofMillis(1));
    assertThat(look.isDue()).isTrue();
  }

  @Test
  void whatTakesLongIsDueTheLater() {
    lookFor(Duration.ofMillis(50));
    assertThat(look.isCheap()).as("a twentieth of the period").isTrue();
    lookFor(Duration.ofMillis(51));
    assertThat(look.isCheap()).isFalse();
    lookFor(Duration.ofMillis(600));
    pass(Duration.ofSeconds(12).minusNanos(1));
    assertThat(look.isDue()).isFalse();
    pass(Duration.ofNanos(1));
    assertThat(look.isDue()).isTrue();
  }

  /** It may have been a stall of the database or of the process. */
  @Test
  void whatTookVeryLongIsDueAfterHalfAMinute() {
    lookFor(Duration.ofMinutes(5));
    pass(DearLook.LONGEST.minusNanos(1));
    assertThat(look.isDue()).isFalse();
    pass(Duration.ofNanos(1));
    assertThat(look.isDue()).isTrue();
    lookFor(Duration.ofMillis(1));
    assertThat(look.isCheap()).isTrue();
  }

  private void lookFor(Duration time) {
    look.begin();
    pass(time);
    look.end();
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
