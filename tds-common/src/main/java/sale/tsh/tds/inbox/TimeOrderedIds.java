package sale.tsh.tds.inbox;

import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Ids that begin with the millisecond in which they were made (UUID version 7, RFC 9562, section
 * 5.7). Indexes then grow at their end. Random ids would touch all pages of an index.
 */
final class TimeOrderedIds implements Supplier<UUID> {

  private static final long VERSION = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private final InstantSource clock;
  private final RandomGenerator random;

  TimeOrderedIds(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public UUID get() {
    long high = clock.millis() << 16 | VERSION | random.nextLong() >>> 52;
    return new UUID(high, VARIANT | random.nextLong() >>> 2);
  }
}
