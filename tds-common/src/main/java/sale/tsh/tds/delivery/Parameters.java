package sale.tsh.tds.delivery;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The name and value pairs of a query string or an url-encoded form, decoded and in the order sent.
 */
public record Parameters(List<Parameter> all) {

  /** Zoho sends a handful; a text with more pairs than this is no form. */
  static final int MAX_COUNT = 1_000;

  /** One decoded pair; a name without {@code =} has the value {@code ""}. */
  public record Parameter(String name, String value) {}

  /**
   * The pairs of a text; empty where a percent sign is not followed by two hex digits, or where
   * there are more than a thousand pairs.
   */
  public static Optional<Parameters> strict(String encoded) {
    return parse(encoded, false);
  }

  /**
   * The pairs of a text, a malformed percent sign standing for itself; pairs beyond a thousand are
   * left out.
   */
  public static Parameters lenient(String encoded) {
    return parse(encoded, true).orElseGet(() -> new Parameters(List.of()));
  }

  public Parameters {
    all = List.copyOf(all);
  }

  /** The first value under a name, letter case aside. */
  public Optional<String> first(String name) {
    return all.stream()
        .filter(parameter -> parameter.name().equalsIgnoreCase(name))
        .map(Parameter::value)
        .findFirst();
  }

  private static Optional<Parameters> parse(String encoded, boolean lenient) {
    List<Parameter> all = new ArrayList<>();
    int start = 0;
    while (start < encoded.length()) {
      int ampersand = encoded.indexOf('&', start);
      int end = ampersand < 0 ? encoded.length() : ampersand;
      if (end > start) {
        Optional<Parameter> parameter = pair(encoded.substring(start, end), lenient);
        boolean full = all.size() == MAX_COUNT;
        if (full && lenient) {
          break;
        }
        if (full || parameter.isEmpty()) {
          return Optional.empty();
        }
        all.add(parameter.get());
      }
      start = end + 1;
    }
    return Optional.of(new Parameters(all));
  }

  private static Optional<Parameter> pair(String text, boolean lenient) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    String value = equals < 0 ? "" : text.substring(equals + 1);
    return decode(name, lenient).flatMap(n -> decode(value, lenient).map(v -> new Parameter(n, v)));
  }

  private static Optional<String> decode(String text, boolean lenient) {
    if (text.indexOf('%') < 0) {
      return Optional.of(text.replace('+', ' '));
    }
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(encoded.length);
    for (int i = 0; i < encoded.length; i++) {
      if (encoded[i] != '%') {
        decoded.write(encoded[i] == '+' ? ' ' : encoded[i]);
        continue;
      }
      int high = i + 2 < encoded.length ? Character.digit((char) encoded[i + 1], 16) : -1;
      int low = i + 2 < encoded.length ? Character.digit((char) encoded[i + 2], 16) : -1;
      if (high >= 0 && low >= 0) {
        decoded.write(high * 16 + low);
        i += 2;
      } else if (lenient) {
        decoded.write('%');
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(decoded.toString(StandardCharsets.UTF_8));
  }
}
