package sale.tsh.tds.api.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.http.HttpStatus;
import sale.tsh.tds.refusal.Excerpt;

/**
 * A query or a form that Tomcat cannot read, such as {@code ?error=100%}. The mistake is the
 * caller's.
 *
 * @param parameter the first parameter of the query that cannot be read, if there is one
 * @param detail a sentence for the caller
 */
record MalformedRequest(HttpStatus status, Optional<String> parameter, String detail) {

  /** A sentence for a caller whose request the firewall refuses. */
  static final String REJECTED =
      "The call holds what may not be sent, such as a control character in a parameter's name.";

  private static final Pattern PAIRS = Pattern.compile("&");
  private static final int SHOWN = 60;
  private static final String EXPECTED =
      "expected UTF-8 in URL encoding, in which a percent sign is %25";

  /** Describes the part of the request that Tomcat could not read. */
  static MalformedRequest of(InvalidParameterException e, HttpServletRequest request) {
    if (e.getErrorCode() == HttpStatus.CONTENT_TOO_LARGE.value()) {
      return new MalformedRequest(
          HttpStatus.CONTENT_TOO_LARGE, Optional.empty(), "The form is larger than may be.");
    }
    Optional<String> name =
        PAIRS
            .splitAsStream(Optional.ofNullable(request.getQueryString()).orElse(""))
            .filter(pair -> !isReadable(pair))
            .map(pair -> pair.replaceFirst("=.*", ""))
            .map(text -> Excerpt.of(text, SHOWN))
            .findFirst();
    return new MalformedRequest(
        HttpStatus.BAD_REQUEST,
        name,
        name.map("The parameter %s cannot be read"::formatted)
                .orElse("The parameters cannot be read")
            + "; %s, and no more than 1,000 pairs of a name and a value.".formatted(EXPECTED));
  }

  private static boolean isReadable(String pair) {
    try {
      byte[] bytes = URLDecoder.decode(pair, ISO_8859_1).getBytes(ISO_8859_1);
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return false;
    }
  }
}
