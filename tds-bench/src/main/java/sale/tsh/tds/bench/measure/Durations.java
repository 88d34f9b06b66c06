package sale.tsh.tds.bench.measure;

import java.util.Arrays;
import java.util.Collection;

/** The durations of consecutive calls. */
public final class Durations {

  private double[] millis = new double[1_024];
  private int count;

  public void add(long nanos) {
    if (count == millis.length) {
      millis = Arrays.copyOf(millis, 2 * count);
    }
    millis[count++] = nanos / 1e6;
  }

  /** Merges several callers' durations, sorted, in milliseconds. */
  public static double[] sortedMillis(Collection<Durations> all) {
    return all.stream()
        .flatMapToDouble(each -> Arrays.stream(each.millis, 0, each.count))
        .sorted()
        .toArray();
  }
}
