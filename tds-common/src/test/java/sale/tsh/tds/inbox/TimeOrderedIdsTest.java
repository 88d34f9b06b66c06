package sale.tsh.tds.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTest {

  /** The time of RFC 9562's example (appendix A.6), 2022-02-22T19:22:22Z. */
  private static final Instant TIME = Instant.ofEpochMilli(0x017F_22E2_79B0L);

  @Test
  void idsAreOfVersion7AndBeginWithTheirMillisecond() {
    UUID id = new TimeOrderedIds(() -> TIME, new Random(1)).get();

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id).asString().startsWith("017f22e2-79b0-7");
  }

  @Test
  void laterIdsAreGreaterAsText() {
    TimeOrderedIds earlier = new TimeOrderedIds(() -> TIME, new Random(1));
    TimeOrderedIds later = new TimeOrderedIds(() -> TIME.plusMillis(1), new Random(1));

    assertThat(later.get().toString()).isGreaterThan(earlier.get().toString());
  }

  @Test
  void idsDifferWithinAMillisecond() {
    TimeOrderedIds ids = new TimeOrderedIds(() -> TIME, new Random(1));
    Set<UUID> made = new HashSet<>();

    for (int i = 0; i < 10_000; i++) {
      made.add(ids.get());
    }

    assertThat(made).hasSize(10_000);
  }
}
