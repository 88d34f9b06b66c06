package sale.tsh.tds.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.settings.Environment;

class RetryPolicyTest {

  @Test
  void hasTheGuidesThreeAttemptsAndDelays() {
    RetryPolicy policy = RetryPolicy.from(new Environment(Map.<String, String>of()::get));
    assertThat(policy.maxAttempts()).isEqualTo(3);
    assertThat(policy.delays())
        .containsExactly(Duration.ofSeconds(60), Duration.ofSeconds(300), Duration.ofSeconds(900));
  }

  @Test
  void repeatsTheLastDelayForFurtherAttempts() {
    RetryPolicy policy =
        RetryPolicy.from(
            new Environment(Map.of("RETRY_DELAYS", "200ms,1s", "RETRY_MAX_ATTEMPTS", "5")::get));
    assertThat(policy.delayAfter(1, new Random(1)))
        .isBetween(Duration.ofMillis(180), Duration.ofMillis(220));
    assertThat(policy.delayAfter(4, new Random(1)))
        .isBetween(Duration.ofMillis(900), Duration.ofMillis(1100));
  }
}
