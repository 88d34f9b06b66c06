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
 * @param changes the values that changed, in the order of the body
 * @param wouldChange what an event that has not taken effect would change if it ran now; null for
 *     any other event
 */
public record EventChanges(
    Effect effect,
    @Nullable String outcome,
    boolean complete,
    List<FieldChange> changes,
    @Nullable List<FieldChange> wouldChange) {

  static EventChanges none(Effect effect, @Nullable String outcome) {
    return new EventChanges(effect, outcome, true, List.of(), null);
  }

  EventChanges withWhatItWouldChange(@Nullable List<FieldChange> changes) {
    return new EventChanges(effect, outcome, complete, this.changes, changes);
  }

  /**
   * A value of the record before and after, each as JSON text. Ids and amounts keep every digit,
   * and {@code null} differs from no value.
   *
   * @param key the record's key, or the path to a value below it, such as {@code line_items[sku
   *     SKU-301].rate}
   * @param before null if the record had no such value, or it is no longer kept
   * @param after null if a list or an object no longer has the value
   */
  public record FieldChange(String key, @Nullable String before, @Nullable String after) {}
}
