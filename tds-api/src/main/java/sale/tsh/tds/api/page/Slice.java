package sale.tsh.tds.api.page;

import java.util.List;

/**
 * A page of a list.
 *
 * @param more whether the list goes on below it
 */
record Slice<T>(List<T> rows, boolean more) {

  /** The first {@code size} of what was found, of which one more was asked for. */
  static <T> Slice<T> of(List<T> found, int size) {
    return found.size() > size
        ? new Slice<>(found.subList(0, size), true)
        : new Slice<>(found, false);
  }
}
