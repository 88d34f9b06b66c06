package sale.tsh.tds.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.api.http.TooManyFailuresException;

class FailureLimitTest {

  private static final String ADDRESS = "203.0.113.7";

  private long now = Long.MAX_VALUE - 10;
  private final FailureLimit limit = new FailureLimit(3, Duration.ofSeconds(10), () -> now);

  @Test
  void aFewFailuresAreForgivenAndThenOneAfterEachPeriod() {
    fail(ADDRESS, 3);
    assertLimited(ADDRESS, 11);
    pass(Duration.ofSeconds(9));
    assertLimited(ADDRESS, 2);
    pass(Duration.ofSeconds(1));
    fail(ADDRESS, 1);
    assertLimited(ADDRESS, 11);
    pass(Duration.ofSeconds(30));
    fail(ADDRESS, 3);
    assertLimited(ADDRESS, 11);
  }

  @Test
  void anotherAddressIsNotAffected() {
    fail(ADDRESS, 3);
    fail("203.0.113.8", 3);
    assertLimited(ADDRESS, 11);
  }

  @Test
  void theAddressesOfOneIpv6NetworkCountAsOne() {
    fail("2001:db8:1:2::1", 2);
    fail("2001:db8:1:2:ffff::9", 1);
    assertLimited("2001:db8:1:2::3", 11);
    fail("2001:db8:1:3::1", 1);
  }

  @Test
  void anAddressCountsAsOneHoweverItIsWritten() {
    fail("::ffff:198.51.100.1", 2);
    fail("198.51.100.1", 1);
    assertLimited("::ffff:198.51.100.1", 11);
    fail("::ffff:198.51.100.2", 1);
  }

  @Test
  void aTextThatIsNoAddressCountsAsItself() {
    fail("un:known", 3);
    assertLimited("un:known", 11);
    fail("", 3);
  }

  @Test
  void tooManyAddressesPushOutTheOneThatFailedLongestAgo() {
    fail(ADDRESS, 3);
    for (int i = 0; i < 9_999; i++) {
      fail("10.0.%d.%d".formatted(i / 250, i % 250), 1);
    }
    assertLimited(ADDRESS, 11);
    fail("10.1.0.0", 1);
    fail("10.1.0.1", 1);
    fail("10.0.0.0", 3);
  }

  private void fail(String address, int times) {
    for (int i = 0; i < times; i++) {
      assertThatCode(() -> limit.note(address)).doesNotThrowAnyException();
    }
  }

  private void assertLimited(String address, int seconds) {
    assertThatExceptionOfType(TooManyFailuresException.class)
        .isThrownBy(() -> limit.note(address))
        .satisfies(e -> assertThat(e.retryAfter().toSeconds()).isEqualTo(seconds));
    assertThatExceptionOfType(TooManyFailuresException.class)
        .isThrownBy(() -> limit.require(address));
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
