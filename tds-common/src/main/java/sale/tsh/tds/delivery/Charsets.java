package sale.tsh.tds.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The charset of a body. */
public final class Charsets {

  private static final Pattern NAME =
      Pattern.compile(";\\s*charset\\s*=\\s*\"?([\\w.:+-]{1,40})", Pattern.CASE_INSENSITIVE);

  private static final String ASCII =
      IntStream.range(0, 128).mapToObj(Character::toString).collect(Collectors.joining());

  private Charsets() {}

  /**
   * The charset that the content type names for a body, UTF-8 if it names none. A charset in which
   * ASCII reads as other text is ignored, because under its name the same bytes would be other
   * JSON. The UTF charsets are the exception.
   */
  public static Charset ofContentType(String contentType) {
    Charset named = named(contentType);
    return named.name().startsWith("UTF-") || readsAscii(named) ? named : UTF_8;
  }

  /** The charset of the escapes in a form, always one that reads ASCII as ASCII. */
  static Charset ofEscapes(String contentType) {
    Charset named = named(contentType);
    return readsAscii(named) ? named : UTF_8;
  }

  private static Charset named(String contentType) {
    Matcher name = NAME.matcher(contentType);
    try {
      return name.find() ? Charset.forName(name.group(1)) : UTF_8;
    } catch (IllegalArgumentException e) {
      return UTF_8;
    }
  }

  private static boolean readsAscii(Charset charset) {
    return charset.equals(UTF_8)
        || (charset.canEncode() && new String(ASCII.getBytes(US_ASCII), charset).equals(ASCII));
  }
}
