package sale.tsh.tds.api.dashboard.event;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The place of a record that an error names. {@code invoice.line_items[1].rate: "x" is not a
 * decimal number} is at {@code line_items}, {@code rate}.
 *
 * @param key the record's key
 * @param last the last name of the path, which is the key if the path has no more names
 */
record FailingPlace(String key, String last) {

  private static final Pattern ERROR =
      Pattern.compile("^\\w{1,80}\\.(\\w{1,80})(?:[\\w.\\[\\]]{0,200}\\.(\\w{1,80}))?: ");

  /** Empty if the error names no place. */
  static Optional<FailingPlace> of(@Nullable String error) {
    Matcher found = ERROR.matcher(error == null ? "" : error);
    return found.find()
        ? Optional.of(
            new FailingPlace(
                found.group(1), found.group(2) == null ? found.group(1) : found.group(2)))
        : Optional.empty();
  }

  /** Whether the value at this path of the record is the one, or one like it in another line. */
  public boolean isAt(String path) {
    if (path.equals(key)) {
      return true;
    }
    return path.startsWith(key)
        && path.endsWith("." + last)
        && ".[".indexOf(path.charAt(key.length())) >= 0;
  }
}
