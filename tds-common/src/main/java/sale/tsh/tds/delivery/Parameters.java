package sale.tsh.tds.delivery;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The name and value pairs of a query string or an url-encoded form, decoded and in the order sent.
 *
 * @param complete false if pairs beyond {@link #MAX_COUNT} are missing
 */
public record Parameters(List<NameAndValue> all, boolean complete) {

  /** Zoho sends a handful. A delivery with more than this is refused. */
  static final int MAX_COUNT = 1_000;

  /**
   * One decoded pair. A name without {@code =} has the value {@code ""}.
   *
   * @param wellFormed false if an escape was no text in its charset and became U+FFFD
   */
  public record NameAndValue(String name, String value, boolean wellFormed) {

    NameAndValue(String name, String value) {
      this(name, value, true);
    }
  }

  public Parameters {
    all = List.copyOf(all);
  }

  /** The pairs of a query string, whose escapes are UTF-8. */
  public static Parameters ofQuery(String encoded) {
    return of(encoded, StandardCharsets.UTF_8);
  }

  /** The pairs of a text. A malformed percent sign stays as it is. Empty pairs are left out. */
  static Parameters of(String encoded, Charset charset) {
    List<NameAndValue> all = new ArrayList<>();
    int start = 0;
    while (start < encoded.length()) {
      int ampersand = encoded.indexOf('&', start);
      int end = ampersand < 0 ? encoded.length() : ampersand;
      if (end > start) {
        if (all.size() == MAX_COUNT) {
          return new Parameters(all, false);
        }
        all.add(pair(encoded.substring(start, end), charset));
      }
      start = end + 1;
    }
    return new Parameters(all, true);
  }

  /** These pairs and one more. */
  Parameters and(NameAndValue last) {
    return new Parameters(Stream.concat(all.stream(), Stream.of(last)).toList(), complete);
  }

  /** The first pair of a name, ignoring case. */
  public Optional<NameAndValue> first(String name) {
    return all.stream().filter(parameter -> parameter.name().equalsIgnoreCase(name)).findFirst();
  }

  private static NameAndValue pair(String text, Charset charset) {
    int equals = text.indexOf('=');
    Decoded name = decode(equals < 0 ? text : text.substring(0, equals), charset);
    Decoded value = equals < 0 ? Decoded.EMPTY : decode(text.substring(equals + 1), charset);
    return new NameAndValue(name.text(), value.text(), name.wellFormed() && value.wellFormed());
  }

  private static Decoded decode(String text, Charset charset) {
    if (text.indexOf('%') < 0) {
      return new Decoded(text.replace('+', ' '), true);
    }
    byte[] encoded = text.getBytes(charset);
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
    return decode(decoded.toByteArray(), charset);
  }

  private static Decoded decode(byte[] bytes, Charset charset) {
    try {
      return new Decoded(charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(), true);
    } catch (CharacterCodingException e) {
      return new Decoded(new String(bytes, charset), false);
    }
  }

  /** The byte of a percent sign and two hex digits. Negative if the digits are not hex. */
  private static int escaped(byte[] encoded, int percent) {
    if (percent + 2 >= encoded.length) {
      return -1;
    }
    int high = Character.digit((char) encoded[percent + 1], 16);
    int low = Character.digit((char) encoded[percent + 2], 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  private record Decoded(String text, boolean wellFormed) {
    private static final Decoded EMPTY = new Decoded("", true);
  }
}
