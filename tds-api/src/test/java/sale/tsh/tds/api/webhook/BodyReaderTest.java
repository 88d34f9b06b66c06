package sale.tsh.tds.api.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.api.http.OverloadedException;

class BodyReaderTest {

  private static final int MOST_OF_ONE = 20_000;
  private static final int MOST_OF_ALL = 50_000;

  private long nanos;
  private final BodyReader bodies = new BodyReader(MOST_OF_ONE, MOST_OF_ALL, () -> nanos);

  @Test
  void aBodyWithinTheLimitIsWhole() {
    assertThat(read(bytes(0))).isEqualTo("0 WHOLE");
    assertThat(read(bytes(MOST_OF_ONE))).isEqualTo("20000 WHOLE");
  }

  @Test
  void oneBeyondTheLimitIsReadNoFurther() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }
        };
    assertThat(read(bytes(MOST_OF_ONE + 1))).isEqualTo("20000 TOO_LARGE");
    assertThat(read(endless)).isEqualTo("20000 TOO_LARGE");
  }

  @Test
  void whatCameOfOneThatIsCutShortIsThere() throws IOException {
    assertThat(read(new SequenceInputStream(bytes(10), broken()))).isEqualTo("10 CUT_SHORT");
  }

  @Test
  void oneThatTricklesIsGivenUp() {
    InputStream trickle =
        new InputStream() {
          @Override
          public int read() {
            nanos += 1_000_000_000;
            return 'x';
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            bytes[offset] = (byte) read();
            return 1;
          }
        };
    assertThat(read(trickle)).isEqualTo("31 TOO_SLOW");
  }

  @Test
  void allTogetherHoldNoMoreThanTheirPartAndGiveItBack() {
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(
              () ->
                  bodies.read(
                      bytes(MOST_OF_ONE),
                      first ->
                          bodies.read(
                              bytes(MOST_OF_ONE),
                              second -> bodies.read(bytes(MOST_OF_ONE), third -> "all three"))))
          .isInstanceOf(OverloadedException.class)
          .hasMessageContaining("50000 bytes");
    }
    String two = bodies.read(bytes(MOST_OF_ONE), first -> read(bytes(MOST_OF_ONE)));
    assertThat(two).isEqualTo("20000 WHOLE");
  }

  @Test
  void workThatFailsGivesItsPartBack() {
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(
              () ->
                  bodies.read(
                      bytes(MOST_OF_ONE),
                      body -> {
                        throw new IllegalStateException("the work failed");
                      }))
          .hasMessage("the work failed");
    }
    assertThat(read(bytes(MOST_OF_ONE))).isEqualTo("20000 WHOLE");
  }

  private String read(InputStream input) {
    return bodies.read(input, body -> body.bytes().remaining() + " " + body.end());
  }

  private static InputStream bytes(int count) {
    return new ByteArrayInputStream("x".repeat(count).getBytes(US_ASCII));
  }

  private static InputStream broken() throws IOException {
    InputStream closed = InputStream.nullInputStream();
    closed.close();
    return closed;
  }
}
