package sale.tsh.tds.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.settings.Settings;

class RetryPolicyTest {

  @Test
  void hasTheGuidesThreeAttemptsAndDelays() {
    RetryPolicy policy = RetryPolicy.from(new Settings(Map.<String, String>of()::get));
    assertThat(policy.maxAttempts()).isEqualTo(3);
    assertThat(policy.delays())
        .containsExactly(Duration.ofSeconds(60), Duration.ofSeconds(300), Duration.ofSeconds(900));
  }

  @Test
  void repeatsTheLastDelayForFurtherAttempts() {
    RetryPolicy policy =
        RetryPolicy.from(
            new Settings(Map.of("RETRY_DELAYS", "200ms,1s", "RETRY_MAX_ATTEMPTS", "5")::get));
    assertThat(policy.delayAfter(1, new Random(1)))
        .isBetween(Duration.ofMillis(180), Duration.ofMillis(220));
    assertThat(policy.delayAfter(4, new Random(1)))
        .isBetween(Duration.ofMillis(900), Duration.ofMillis(1100));
  }

  @Test
  void waitsBrieflyAfterALock() {
    RetryPolicy usual = RetryPolicy.from(new Settings(Map.<String, String>of()::get));
    assertThat(usual.delayAfterALock(new Random(1)))
        .isBetween(Duration.ofMillis(4_500), Duration.ofMillis(5_500));
    RetryPolicy quick = RetryPolicy.from(new Settings(Map.of("RETRY_DELAYS", "200ms")::get));
    assertThat(quick.delayAfterALock(new Random(1))).isLessThan(Duration.ofMillis(221));
  }

  @Test
  void knowsTheLongestDelay() {
    RetryPolicy policy = RetryPolicy.from(new Settings(Map.of("RETRY_DELAYS", "1s,10s,2s")::get));
    assertThat(policy.longestDelay()).isEqualTo(Duration.ofSeconds(11));
  }
}
