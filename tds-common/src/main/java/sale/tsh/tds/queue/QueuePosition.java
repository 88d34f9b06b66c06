package sale.tsh.tds.queue;

import java.util.Comparator;

/** The position of an event in the queue, by lower priority, then by earlier arrival. */
public record QueuePosition(int priority, long arrival) implements Comparable<QueuePosition> {

  /** The position before every event. */
  public static final QueuePosition FIRST = new QueuePosition(Short.MIN_VALUE, 0);

  private static final Comparator<QueuePosition> ORDER =
      Comparator.comparingInt(QueuePosition::priority).thenComparingLong(QueuePosition::arrival);

  @Override
  public int compareTo(QueuePosition other) {
    return ORDER.compare(this, other);
  }
}
