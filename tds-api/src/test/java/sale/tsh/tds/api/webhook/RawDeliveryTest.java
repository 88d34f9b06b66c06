package sale.tsh.tds.api.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.inbox.ReceivedDelivery;

class RawDeliveryTest {

  @Test
  void anExactTextNeedsNoBytes() {
    RawDelivery raw = raw("عميل".getBytes(UTF_8), "application/json");
    ReceivedDelivery received = raw.received();
    assertThat(received.delivery().body()).isEqualTo("عميل");
    assertThat(received.bytes()).isNull();
    assertThat(raw.isText(received)).isTrue();
  }

  @Test
  void theContentTypeNamesTheCharset() {
    RawDelivery raw = raw("café".getBytes(ISO_8859_1), "application/json; charset=ISO-8859-1");
    ReceivedDelivery received = raw.received();
    assertThat(received.delivery().body()).isEqualTo("café");
    assertThat(received.bytes()).isNotNull();
    assertThat(raw.isText(received)).isTrue();
  }

  @Test
  void bytesThatAreNoTextAreKept() {
    RawDelivery raw = raw(new byte[] {'a', (byte) 0xFF}, "");
    ReceivedDelivery received = raw.received();
    assertThat(raw.isText(received)).isFalse();
    assertThat(received.delivery().body()).isEqualTo("a\uFFFD");
    assertThat(received.bytes()).isNotNull();
  }

  @Test
  void theBytesOfATextThatPostgresCannotHoldAreKept() {
    assertThat(raw(new byte[] {'a', 0}, "").received().bytes()).isNotNull();
  }

  /** Another charset in the header must not change the record that signed bytes hold. */
  @Test
  void validUtf8IsUtf8WhateverTheHeaderNames() {
    for (String charset : new String[] {"ISO-8859-1", "windows-1256", "UTF-16", "IBM037"}) {
      assertThat(text("عميل é", "application/json; charset=" + charset)).isEqualTo("عميل é");
    }
  }

  @Test
  void anUnknownCharsetIsReadAsUtf8() {
    assertThat(text("é", "text/plain; charset=klingon")).isEqualTo("é");
    assertThat(text("é", "no content type at all;;")).isEqualTo("é");
  }

  @Test
  void deliveryWithoutItsEndDoesNotCountAsWhole() {
    RawDelivery whole = raw("abc".getBytes(UTF_8), "");
    assertThat(whole.truncated(3).received().whole()).isTrue();
    assertThat(whole.truncated(2).received().whole()).isFalse();
    for (BoundedBodyReader.End end : BoundedBodyReader.End.values()) {
      assertThat(raw("abc".getBytes(UTF_8), "", end).truncated(3).received().whole())
          .as("%s", end)
          .isEqualTo(end == BoundedBodyReader.End.WHOLE);
    }
  }

  @Test
  void keptDeliveryIsReadAsItCame() {
    for (byte[] body : List.of("عميل".getBytes(UTF_8), "café".getBytes(ISO_8859_1))) {
      ReceivedDelivery kept = raw(body, "application/json; charset=ISO-8859-1").received();
      assertThat(RawDelivery.of(kept).received()).isEqualTo(kept);
    }
  }

  private static String text(String body, String contentType) {
    return raw(body.getBytes(UTF_8), contentType).received().delivery().body();
  }

  private static RawDelivery raw(byte[] body, String contentType) {
    return raw(body, contentType, BoundedBodyReader.End.WHOLE);
  }

  private static RawDelivery raw(byte[] body, String contentType, BoundedBodyReader.End end) {
    return new RawDelivery(
        "POST",
        "items",
        "",
        contentType,
        "",
        ByteBuffer.wrap(body),
        body.length,
        end,
        Optional.empty(),
        Optional.empty(),
        "{}",
        "127.0.0.1");
  }
}
