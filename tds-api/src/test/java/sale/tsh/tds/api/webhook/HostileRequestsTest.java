package sale.tsh.tds.api.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sale.tsh.tds.api.ApiProcess;
import sale.tsh.tds.testing.RawConnection;

/** Requests that lie, break off or are far too large. Each is refused and hurts no other caller. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileRequestsTest {

  private static final int LIMIT = 20_000;

  private ApiProcess api;

  @BeforeAll
  void start() {
    api = new ApiProcess(Map.of("WEBHOOK_MAX_BYTES", Integer.toString(LIMIT)));
  }

  @AfterAll
  void stop() {
    api.close();
  }

  @AfterEach
  void otherCallersAreServed() {
    assertThat(
            api.post("/webhooks/items", "{\"item_id\":\"1\"}", "Content-Type", "application/json")
                .status())
        .isEqualTo(202);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void hostileRequestIsRefusedAndKept(
      String what, String headers, byte[] body, int status, String cause) throws IOException {
    int before = kept(cause);
    try (RawConnection connection = new RawConnection(api.port())) {
      connection.send(
          "POST /webhooks/items HTTP/1.1\r\nHost: 127.0.0.1\r\n%s\r\n\r\n".formatted(headers));
      connection.send(body);
      connection.end();
      RawConnection.Answer answer = connection.answer();
      assertThat(answer.status()).as(answer.body()).isEqualTo(status);
      assertThat(answer.body()).contains("\"cause\":\"%s\"".formatted(cause));
    }
    assertThat(kept(cause)).isEqualTo(before + 1);
  }

  static Stream<Arguments> hostileRequestIsRefusedAndKept() {
    return Stream.of(
        arguments(
            "more chunks than may be",
            "Transfer-Encoding: chunked",
            bytes("1000\r\n%s\r\n".formatted("x".repeat(0x1000)).repeat(6)),
            413,
            "too_large"),
        arguments(
            "a body beyond the limit",
            "Content-Length: 30000",
            bytes("x".repeat(30_000)),
            413,
            "too_large"),
        arguments(
            "a gzip bomb",
            "Content-Encoding: gzip\r\nContent-Length: " + bomb().length,
            bomb(),
            400,
            "unreadable"),
        arguments("half a character", json("UTF-16", 3), bytes("\0{x"), 400, "unreadable"),
        arguments("no UTF-8", json("UTF-8", 3), bytes("{\u00ff}"), 400, "unreadable"),
        arguments(
            "an unknown charset", json("klingon", 12), bytes("{\"item_id\":}"), 400, "unreadable"),
        arguments("NUL", json("UTF-8", 3), bytes("{\0}"), 400, "unreadable"));
  }

  /** The end of the connection ends the body, and the sender may be gone by then. */
  @ParameterizedTest(name = "{0}")
  @MethodSource
  void brokenOffRequestIsKeptAsCutShort(String what, String headers, String body)
      throws IOException {
    int before = kept("unreadable");
    try (RawConnection connection = new RawConnection(api.port())) {
      connection.send(
          "POST /webhooks/items HTTP/1.1\r\nHost: 127.0.0.1\r\n%s\r\n\r\n".formatted(headers));
      connection.send(body);
      connection.end();
    }
    await().until(() -> kept("unreadable") == before + 1);
  }

  static Stream<Arguments> brokenOffRequestIsKeptAsCutShort() {
    return Stream.of(
        arguments("a length that lies", "Content-Length: 500", "{\"item\":{\"item_id\":\"1\"}}"),
        arguments("an absurd length", "Content-Length: 99999999999", "{\"item_id\":\"1\"}"),
        arguments("chunks without end", "Transfer-Encoding: chunked", "5\r\n{\"ite\r\n"),
        arguments("a chunk that is none", "Transfer-Encoding: chunked", "zz\r\n{}\r\n0\r\n\r\n"),
        arguments("a vast chunk", "Transfer-Encoding: chunked", "7fffffff\r\n{}"));
  }

  /** Tomcat refuses these before any endpoint, and none is a fault of the program. */
  @ParameterizedTest(name = "{0}")
  @MethodSource
  void malformedRequestReachesNoEndpoint(String what, String request) throws IOException {
    try (RawConnection connection = new RawConnection(api.port())) {
      connection.send(request);
      connection.end();
      assertThat(connection.answer().status()).isBetween(400, 499);
    }
  }

  static Stream<Arguments> malformedRequestReachesNoEndpoint() {
    String post = "POST /webhooks/items HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    return Stream.of(
        arguments("no HTTP", "\0\1\2\3\r\n\r\n"),
        arguments("two lengths", post + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"),
        arguments("a length below zero", post + "Content-Length: -1\r\n\r\n{}"),
        arguments("headers without end", post + "X: y\r\n".repeat(50_000) + "\r\n"),
        arguments("a vast header", post + "X: " + "y".repeat(100_000) + "\r\n\r\n"),
        arguments("NUL in the path", "POST /webhooks/items%00 HTTP/1.1\r\nHost: a\r\n\r\n"),
        arguments(
            "an operator's path that comes out as a webhook's",
            "POST /dashboard/events/../../webhooks/items HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}"),
        arguments(
            "a webhook's path that comes out as an operator's",
            "GET /webhooks/..;/dashboard/metrics HTTP/1.1\r\nHost: a\r\n\r\n"),
        arguments("up and away", "POST /webhooks/../../etc HTTP/1.1\r\nHost: a\r\n\r\n"),
        arguments("a method of its own", "BREW /webhooks/items HTTP/1.1\r\nHost: a\r\n\r\n"));
  }

  @Test
  void textInAnotherCharsetIsAccepted() throws IOException {
    byte[] body = "{\"item\":{\"item_id\":\"utf16\",\"name\":\"عميل\"}}".getBytes(UTF_16);
    try (RawConnection connection = new RawConnection(api.port())) {
      assertThat(
              connection.post("/webhooks/items", "application/json;charset=UTF-16", body).status())
          .isEqualTo(202);
    }
  }

  @Test
  void anExpectHeaderIsAnsweredWithContinue() throws IOException {
    try (RawConnection connection = new RawConnection(api.port())) {
      connection.send(
          "POST /webhooks/items HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: 100-continue\r\nContent-Length: 15\r\n\r\n");
      assertThat(connection.answer().status()).isEqualTo(100);
      connection.send("{\"item_id\":\"5\"}");
      assertThat(connection.answer().status()).isEqualTo(202);
    }
  }

  private int kept(String cause) {
    return api.jdbc()
        .sql("select count(*) from tds_inbox_events where refusal = ? and refusal_detail <> ''")
        .param(cause)
        .query(Integer.class)
        .single();
  }

  private static String json(String charset, int length) {
    return "Content-Type: application/json;charset=%s\r\nContent-Length: %d"
        .formatted(charset, length);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  /** Would be ten thousand times its size if it were expanded. */
  private static byte[] bomb() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(new byte[10_000_000]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
