package sale.tsh.tds.api.dashboard.reconciliation;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.api.dashboard.difference.Differences;
import sale.tsh.tds.refusal.Excerpt;
import tools.jackson.databind.node.ObjectNode;

/**
 * A value that Zoho's record and the mirror's have differently, each as JSON text.
 *
 * @param path such as {@code line_items[sku SKU-301].rate}
 * @param mirror null if the mirror has no such value
 * @param zoho null if Zoho has no such value
 */
public record RecordDifference(
    @Schema(example = "line_items[sku SKU-301].rate") String path,
    @Nullable String mirror,
    @Nullable String zoho) {

  /** The most differences that are listed. */
  static final int MOST = 100;

  /** The most characters of a value that are shown. */
  private static final int LONGEST = 200;

  /**
   * The differences, and one more than {@link #MOST} if there are more. A member of the mirror that
   * Zoho's record does not name is none, because single records leave out what webhooks may have.
   */
  static List<RecordDifference> between(ObjectNode mirror, ObjectNode zoho) {
    return zoho.properties().stream()
        .flatMap(member ->
            Differences.of(member.getKey(), mirror.get(member.getKey()), member.getValue())
                .stream())
        .limit(MOST + 1)
        .map(each ->
            new RecordDifference(
                Excerpt.of(each.path(), LONGEST), shown(each.before()), shown(each.after())))
        .toList();
  }

  private static @Nullable String shown(@Nullable String value) {
    return value == null ? null : Excerpt.of(value, LONGEST);
  }
}
