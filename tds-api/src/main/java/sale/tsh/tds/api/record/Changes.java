package sale.tsh.tds.api.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an event wrote to its record.
 *
 * @param outcome of its last attempt; null where none has ended, or the log no longer says
 * @param complete whether the record's past is known as far as it matters: where it is not, a
 *     change without a value before may have had one that is no longer kept
 * @param changes the keys whose value it changed, in the order of its body
 */
public record Changes(
    Effect effect, @Nullable String outcome, boolean complete, List<Change> changes) {

  public Changes {
    changes = List.copyOf(changes);
  }

  static Changes none(Effect effect, @Nullable String outcome) {
    return new Changes(effect, outcome, true, List.of());
  }

  /**
   * A key of the record with its value before and after, each as the text of its JSON: an id and an
   * amount keep every digit, and {@code null} is told from no value.
   *
   * @param before null where the record had no such key, or its value is no longer kept
   */
  public record Change(String key, @Nullable String before, String after) {}
}
