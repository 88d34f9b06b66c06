package sale.tsh.tds.api.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;

class BodyTextTest {

  @Test
  void keepsNoBytesWhereTheTextIsExact() {
    BodyText text = BodyText.of(ByteBuffer.wrap("عميل".getBytes(UTF_8)), "application/json");
    assertThat(text.text()).isEqualTo("عميل");
    assertThat(text.exact()).isTrue();
    assertThat(text.bytes()).isNull();
  }

  @Test
  void readsTheCharsetOfTheContentType() {
    byte[] latin = "café".getBytes(Charset.forName("ISO-8859-1"));
    BodyText text = BodyText.of(ByteBuffer.wrap(latin), "application/json; charset=ISO-8859-1");
    assertThat(text.text()).isEqualTo("café");
    assertThat(text.exact()).isFalse();
    assertThat(text.bytes()).isNotNull();
  }

  @Test
  void tellsWhatIsNoTextAndKeepsItsBytes() {
    BodyText text = BodyText.of(ByteBuffer.wrap(new byte[] {'a', (byte) 0xFF}), "");
    assertThat(text.wellFormed()).isFalse();
    assertThat(text.text()).isEqualTo("a\uFFFD");
    assertThat(text.bytes()).isNotNull();
  }

  @Test
  void keepsTheBytesOfATextThatPostgresCannotHold() {
    assertThat(BodyText.of(ByteBuffer.wrap(new byte[] {'a', 0}), "").exact()).isFalse();
  }

  @Test
  void readsAnUnknownCharsetAsUtf8() {
    assertThat(
            BodyText.of(ByteBuffer.wrap("é".getBytes(UTF_8)), "text/plain; charset=klingon").text())
        .isEqualTo("é");
    assertThat(BodyText.of(ByteBuffer.wrap("é".getBytes(UTF_8)), "no content type at all;;").text())
        .isEqualTo("é");
  }
}
