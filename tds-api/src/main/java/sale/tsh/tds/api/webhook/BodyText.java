package sale.tsh.tds.api.webhook;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * A body as text.
 *
 * @param exact whether the text encodes to the same bytes again
 * @param bytes the bytes, kept only where the text is not exact
 * @param wellFormed false if the bytes are no text in their charset; what is not is U+FFFD then
 */
record BodyText(String text, boolean exact, @Nullable ByteBuffer bytes, boolean wellFormed) {

  /** Decodes bytes by the content type's charset, UTF-8 where it names none. */
  static BodyText of(ByteBuffer bytes, String contentType) {
    Charset charset = charset(contentType);
    String text;
    boolean wellFormed = true;
    try {
      text =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(bytes.duplicate())
              .toString();
    } catch (CharacterCodingException e) {
      text = charset.decode(bytes.duplicate()).toString();
      wellFormed = false;
    }
    // PostgreSQL's text holds no NUL.
    boolean exact = wellFormed && charset.equals(StandardCharsets.UTF_8) && text.indexOf('\0') < 0;
    return new BodyText(text, exact, exact ? null : bytes, wellFormed);
  }

  private static Charset charset(String contentType) {
    try {
      Charset named =
          contentType.isBlank() ? null : MediaType.parseMediaType(contentType).getCharset();
      return named == null ? StandardCharsets.UTF_8 : named;
    } catch (IllegalArgumentException e) {
      return StandardCharsets.UTF_8;
    }
  }
}
