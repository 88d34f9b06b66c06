package sale.tsh.tds.worker.runtime;

import java.util.Optional;
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

  Optional<UnreadableValueException> first() {
    return Optional.ofNullable(first);
  }

  int count() {
    return count;
  }
}
