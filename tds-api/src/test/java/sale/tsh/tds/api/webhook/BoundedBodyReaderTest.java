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

class BoundedBodyReaderTest {

  private static final int MOST_OF_ONE = 20_000;
  private static final int MOST_OF_ALL = 500_000;

  private long nanos;
  private final BoundedBodyReader bodies =
      new BoundedBodyReader(MOST_OF_ONE, MOST_OF_ALL, () -> nanos);

  @Test
  void aBodyWithinTheLimitIsWhole() {
    assertThat(read(bytes(0))).isEqualTo("0 WHOLE");
    assertThat(read(bytes(MOST_OF_ONE))).isEqualTo("20000 WHOLE");
  }

  @Test
  void aBodyBeyondTheLimitIsReadNoFurther() {
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
  void aBodyThatIsCutShortKeepsItsBytes() throws IOException {
    assertThat(read(new SequenceInputStream(bytes(10), broken()))).isEqualTo("10 CUT_SHORT");
  }

  @Test
  void aBodyThatTricklesEndsTooSlow() {
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
  void allBodiesTogetherStayWithinTheirMemoryAndReleaseIt() {
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() ->
              bodies.read(
                  bytes(MOST_OF_ONE),
                  (first, firstEnd) ->
                      bodies.read(
                          bytes(MOST_OF_ONE),
                          (second, secondEnd) ->
                              bodies.read(bytes(MOST_OF_ONE), (third, thirdEnd) -> "all three"))))
          .isInstanceOf(OverloadedException.class)
          .hasMessageContaining("500000 bytes");
    }
    String two = bodies.read(bytes(MOST_OF_ONE), (first, end) -> read(bytes(MOST_OF_ONE)));
    assertThat(two).isEqualTo("20000 WHOLE");
  }

  /** A tree of nothing but {@code {}} needs forty times its bytes. */
  @Test
  void theTreeOfABodyCountsAsMemory() {
    InputStream dense = new ByteArrayInputStream("{},".repeat(4_000).getBytes(US_ASCII));
    assertThatThrownBy(() -> read(dense)).isInstanceOf(OverloadedException.class);
    assertThat(read(bytes(MOST_OF_ONE))).isEqualTo("20000 WHOLE");
  }

  /** The escapes of a form hide its braces. */
  @Test
  void theTreeOfAFormCountsAsMemory() {
    byte[] plain = "{},".repeat(100).getBytes(US_ASCII);
    byte[] escaped = "%7B%7D%2C".repeat(100).getBytes(US_ASCII);
    assertThat(new BodyMemory().of(escaped, escaped.length))
        .isGreaterThan(new BodyMemory().of(plain, plain.length));
  }

  @Test
  void aTreeCountsNoMoreThanTheParserAllows() {
    BodyMemory memory = new BodyMemory();
    byte[] piece = "{},".repeat(1_000).getBytes(US_ASCII);
    long all = 0;
    for (int i = 0; i < 1_000; i++) {
      all += memory.of(piece, piece.length);
    }
    assertThat(all).isEqualTo(BodyMemory.most(1_000 * piece.length));
  }

  @Test
  void workThatFailsReleasesItsMemory() {
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() ->
              bodies.read(
                  bytes(MOST_OF_ONE),
                  (body, end) -> {
                    throw new IllegalStateException("the work failed");
                  }))
          .hasMessage("the work failed");
    }
    assertThat(read(bytes(MOST_OF_ONE))).isEqualTo("20000 WHOLE");
  }

  private String read(InputStream input) {
    return bodies.read(input, (body, end) -> body.remaining() + " " + end);
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
