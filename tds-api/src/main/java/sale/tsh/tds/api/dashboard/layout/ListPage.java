package sale.tsh.tds.api.dashboard.layout;

import java.util.List;

/**
 * A page of a list.
 *
 * @param more whether the list continues after this page
 */
public record ListPage<T>(List<T> rows, boolean more) {

  /** Takes the first {@code size} rows of a query whose limit was one more. */
  public static <T> ListPage<T> of(List<T> found, int size) {
    return found.size() > size
        ? new ListPage<>(found.subList(0, size), true)
        : new ListPage<>(found, false);
  }
}
