package sale.tsh.tds.pulse;

import java.util.List;

/**
 * The webhooks of one kind in the last seven days, by UTC.
 *
 * @param received accepted webhooks of each day, today last
 * @param refused refused deliveries of the seven days, as far as the inbox kept them
 */
public record KindWeek(List<Long> received, long refused) {

  /** The number of days, today included. */
  public static final int DAYS = 7;

  /** A week without a webhook. */
  public static final KindWeek EMPTY = new KindWeek(List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L), 0);

  public KindWeek {
    received = List.copyOf(received);
  }

  /** The accepted webhooks of all days. */
  public long total() {
    return received.stream().mapToLong(Long::longValue).sum();
  }
}
