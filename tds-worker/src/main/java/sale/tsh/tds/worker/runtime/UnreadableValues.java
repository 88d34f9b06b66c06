package sale.tsh.tds.worker.runtime;

import org.jspecify.annotations.Nullable;
import sale.tsh.tds.worker.mirror.UnreadableValueException;

/** Counts the values of one record that were left out of their columns, and keeps the first. */
final class UnreadableValues {

  private @Nullable UnreadableValueException first;
  private int count;

  void note(UnreadableValueException value) {
    first = first == null ? value : first;
    count++;
  }

  /** A sentence for operators. Null if all values could be read. */
  @Nullable String note() {
    return first == null
        ? null
        : "%d %s left empty; the first: %s"
            .formatted(count, count == 1 ? "column was" : "columns were", first.getMessage());
  }
}
