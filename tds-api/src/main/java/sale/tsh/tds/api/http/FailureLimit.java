package sale.tsh.tds.api.http;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.LongSupplier;

/**
 * How often an address may fail to prove who it is: a number of times at once, and once more each
 * so long. Successes cost nothing. The addresses of an IPv6 network of 64 bits, which one caller
 * has to itself, are one.
 *
 * <p>For each address it keeps the time at which all its failures are forgotten (the generic cell
 * rate algorithm, ITU-T I.371), and no more than {@value #MOST_ADDRESSES} of them: the one that was
 * asked about longest ago goes first.
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
   * @param burst how many failures an address has at once
   * @param every after how long it has one more
   * @param nanoTime time that no change of a clock touches, as {@link System#nanoTime()}
   */
  public FailureLimit(int burst, Duration every, LongSupplier nanoTime) {
    this.everyNanos = every.toNanos();
    this.allowanceNanos = burst * everyNanos;
    this.nanoTime = nanoTime;
  }

  /**
   * Throws if the address has failed too often to be listened to.
   *
   * @throws TooManyFailuresException that says when to come again
   */
  public void require(String address) {
    require(network(address), nanoTime.getAsLong());
  }

  /**
   * Notes a failure.
   *
   * @throws TooManyFailuresException if there were too many before it; then it is not noted
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

  /** Returns how long it is until all failures are forgotten. */
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
      return bytes.length == IPV4_BYTES
          ? address
          : HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK_BYTES));
    } catch (IllegalArgumentException e) {
      return address;
    }
  }
}
