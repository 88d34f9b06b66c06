package sale.tsh.tds.api.dashboard.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an event wrote to its record.
 *
 * @param outcome the outcome of the last attempt; null if no attempt has ended, or the log no
 *     longer has it
 * @param complete whether all prior values are known. If not, a change without a prior value may
 *     have had one that is no longer kept
 * @param changes the keys whose values changed, in the order of the body
 */
public record EventChanges(
    Effect effect, @Nullable String outcome, boolean complete, List<FieldChange> changes) {

  public EventChanges {
    changes = List.copyOf(changes);
  }

  static EventChanges none(Effect effect, @Nullable String outcome) {
    return new EventChanges(effect, outcome, true, List.of());
  }

  /**
   * A key of the record with its value before and after, each as JSON text. Ids and amounts keep
   * every digit, and {@code null} differs from no value.
   *
   * @param before null if the record had no such key, or its value is no longer kept
   */
  public record FieldChange(String key, @Nullable String before, String after) {}
}
