package sale.tsh.tds.api.dashboard.search;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The ids that begin with some hexadecimal digits. */
record IdRange(UUID from, UUID to) {

  private static final int DIGITS = 32;
  private static final Pattern BEGINNING = Pattern.compile("[0-9a-f]{6,32}");
  private static final Pattern GROUPS = Pattern.compile("(.{8})(.{4})(.{4})(.{4})(.{12})");

  /** Empty if no id begins with this text, or with fewer than six digits. */
  static Optional<IdRange> of(String text) {
    String digits = text.strip().toLowerCase(Locale.ROOT).replace("-", "");
    return Optional.of(digits)
        .filter(each -> BEGINNING.matcher(each).matches())
        .map(each -> new IdRange(filled(each, "0"), filled(each, "f")));
  }

  private static UUID filled(String digits, String digit) {
    String all = digits + digit.repeat(DIGITS - digits.length());
    return UUID.fromString(GROUPS.matcher(all).replaceFirst("$1-$2-$3-$4-$5"));
  }
}
