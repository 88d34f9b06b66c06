package sale.tsh.tds.queue;

import java.util.Comparator;

/** Where an event stands in the queue: the lower priority first, then the earlier arrival. */
public record Place(int priority, long arrival) implements Comparable<Place> {

  /** No event stands before it. */
  public static final Place FIRST = new Place(Short.MIN_VALUE, 0);

  private static final Comparator<Place> ORDER =
      Comparator.comparingInt(Place::priority).thenComparingLong(Place::arrival);

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }
}
