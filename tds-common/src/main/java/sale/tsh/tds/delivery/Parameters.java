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
   * The pairs of a text, a malformed percent sign standing for itself; pairs beyond a thousand are
   * left out.
   */
  public static Parameters lenient(String encoded) {
    List<Parameter> all = new ArrayList<>();
    int start = 0;
    while (start < encoded.length() && all.size() < MAX_COUNT) {
      int ampersand = encoded.indexOf('&', start);
      int end = ampersand < 0 ? encoded.length() : ampersand;
      if (end > start) {
        all.add(pair(encoded.substring(start, end)));
      }
      start = end + 1;
    }
    return new Parameters(all);
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

  private static Parameter pair(String text) {
    int equals = text.indexOf('=');
    return equals < 0
        ? new Parameter(decode(text), "")
        : new Parameter(decode(text.substring(0, equals)), decode(text.substring(equals + 1)));
  }

  private static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text.replace('+', ' ');
    }
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(encoded.length);
    for (int i = 0; i < encoded.length; i++) {
      int escaped = encoded[i] == '%' ? escaped(encoded, i) : -1;
      if (escaped >= 0) {
        decoded.write(escaped);
        i += 2;
      } else {
        decoded.write(encoded[i] == '+' ? ' ' : encoded[i]);
      }
    }
    return decoded.toString(StandardCharsets.UTF_8);
  }

  /** The byte that a percent sign and two hex digits stand for; negative where they are none. */
  private static int escaped(byte[] encoded, int percent) {
    if (percent + 2 >= encoded.length) {
      return -1;
    }
    int high = Character.digit((char) encoded[percent + 1], 16);
    int low = Character.digit((char) encoded[percent + 2], 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }
}
