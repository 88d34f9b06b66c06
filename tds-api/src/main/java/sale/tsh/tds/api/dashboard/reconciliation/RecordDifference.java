package sale.tsh.tds.api.dashboard.reconciliation;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.refusal.Excerpt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A value that Zoho's record and the mirror's have differently, each as JSON text.
 *
 * @param path such as {@code line_items[2].rate}
 * @param mirror null if the mirror has no such value
 * @param zoho null if Zoho has no such value
 */
public record RecordDifference(
    @Schema(example = "line_items[2].rate") String path,
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
    List<RecordDifference> found = new ArrayList<>();
    zoho.properties()
        .forEach(member ->
            compare(found, member.getKey(), mirror.get(member.getKey()), member.getValue()));
    return found;
  }

  private static void compare(
      List<RecordDifference> found,
      String path,
      @Nullable JsonNode mirror,
      @Nullable JsonNode zoho) {
    if (found.size() > MOST || isSame(mirror, zoho)) {
      return;
    }
    if (mirror != null && zoho != null && mirror.isObject() && zoho.isObject()) {
      Set<String> names = new LinkedHashSet<>(zoho.propertyNames());
      names.addAll(mirror.propertyNames());
      names.forEach(name -> compare(found, path + "." + name, mirror.get(name), zoho.get(name)));
    } else if (mirror != null && zoho != null && mirror.isArray() && zoho.isArray()) {
      for (int i = 0; i < Math.max(mirror.size(), zoho.size()); i++) {
        compare(found, path + "[" + i + "]", mirror.get(i), zoho.get(i));
      }
    } else {
      found.add(new RecordDifference(Excerpt.of(path, LONGEST), text(mirror), text(zoho)));
    }
  }

  /** {@code 10.0} is {@code 10}, as in the mirror. */
  private static boolean isSame(@Nullable JsonNode one, @Nullable JsonNode other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue()) == 0;
    }
    return one.equals(other);
  }

  private static @Nullable String text(@Nullable JsonNode value) {
    return value == null ? null : Excerpt.of(Json.forPostgres(value), LONGEST);
  }
}
