package sale.tsh.tds.api.security;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.LongSupplier;
import sale.tsh.tds.api.http.TooManyFailuresException;

/**
 * Limits how often an address may fail to authenticate. It allows a burst of failures, and one more
 * failure per interval. Successes cost nothing. All addresses of an IPv6 network of 64 bits count
 * as one, because one caller may own the whole network.
 *
 * <p>For each address this class keeps the time at which all its failures are forgotten (the
 * generic cell rate algorithm, ITU-T I.371). It keeps at most {@value #MOST_ADDRESSES} addresses
 * and drops the least recently used one first.
 */
public final class FailureLimit {

  private static final int MOST_ADDRESSES = 10_000;
  private static final int IPV4_BYTES = 4;
  private static final int NETWORK_BYTES = 8;

  private final long allowanceNanos;
  private final long everyNanos;
  private final LongSupplier nanoTime;
  private final SequencedMap<String, Long> forgottenAt = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param burst how many failures are allowed at once
   * @param every the interval after which one more failure is allowed
   * @param nanoTime a monotonic clock such as {@link System#nanoTime()}
   */
  public FailureLimit(int burst, Duration every, LongSupplier nanoTime) {
    this.everyNanos = every.toNanos();
    this.allowanceNanos = burst * everyNanos;
    this.nanoTime = nanoTime;
  }

  /**
   * Throws if the address has failed too often.
   *
   * @throws TooManyFailuresException with the time after which the address may try again
   */
  public void require(String address) {
    require(network(address), nanoTime.getAsLong());
  }

  /**
   * Notes a failure.
   *
   * @throws TooManyFailuresException if there were too many before, in which case this failure is
   *     not noted
   */
  public synchronized void note(String address) {
    String network = network(address);
    long now = nanoTime.getAsLong();
    long debt = require(network, now);
    forgottenAt.put(network, now + debt + everyNanos);
    if (forgottenAt.size() > MOST_ADDRESSES) {
      forgottenAt.pollFirstEntry();
    }
  }

  /** Returns the time until all failures are forgotten. */
  private synchronized long require(String network, long now) {
    long debt = Math.max(0, forgottenAt.getOrDefault(network, now) - now);
    if (debt + everyNanos > allowanceNanos) {
      throw new TooManyFailuresException(
          Duration.ofNanos(debt + everyNanos - allowanceNanos).plusSeconds(1));
    }
    return debt;
  }

  private static String network(String address) {
    try {
      byte[] bytes = InetAddress.ofLiteral(address).getAddress();
      int kept = bytes.length == IPV4_BYTES ? IPV4_BYTES : NETWORK_BYTES;
      return HexFormat.of().formatHex(Arrays.copyOf(bytes, kept));
    } catch (IllegalArgumentException e) {
      return address;
    }
  }
}
