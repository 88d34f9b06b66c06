package sale.tsh.tds.worker.verify;

import java.util.List;

/**
 * The result of checking one invariant.
 *
 * @param breaches the number of things for which it does not hold
 * @param examples the names of some of them
 */
record Finding(String promise, long breaches, List<String> examples) {

  boolean holds() {
    return breaches == 0;
  }

  /** One line for a terminal. */
  @Override
  public String toString() {
    return holds()
        ? "holds   " + promise
        : "BROKEN  %s: not so of %,d, such as %s"
            .formatted(promise, breaches, String.join(", ", examples));
  }
}
