package sale.tsh.tds.notification;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

/** Calls a server that accepts the call and never finishes its answer. */
class JsonPostTest {

  private static final Duration LIMIT = Duration.ofSeconds(1);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\nContent-",
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
      })
  @Timeout(20)
  void unfinishedAnswerTimesOut(String answer) throws Exception {
    try (HalfServer server = new HalfServer(answer, "")) {
      assertGivenUp(server);
    }
  }

  /** Each byte is a sign of life, but the timeout covers the whole answer. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nX-Slow: ",
        "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\n",
      })
  @Timeout(20)
  void tricklingAnswerTimesOut(String start) throws Exception {
    try (HalfServer server = new HalfServer(start, "a")) {
      assertGivenUp(server);
    }
  }

  private static void assertGivenUp(HalfServer server) {
    JsonPost post = new JsonPost(server.address(), LIMIT);
    assertThatThrownBy(() -> post.send(JsonNodeFactory.instance.objectNode()))
        .isInstanceOf(UndeliveredException.class)
        .hasMessageStartingWith("it did not answer")
        .hasMessageNotContaining("s3cret");
    await().until(server::isLeft);
  }

  /** Sends the start of an answer, then more every few milliseconds without end. */
  private static final class HalfServer implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final CompletableFuture<Socket> caller = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    HalfServer(String start, String more) throws IOException {
      Thread.ofVirtual().start(() -> answer(start, more));
    }

    URI address() {
      return URI.create("http://127.0.0.1:%d/hook/s3cret".formatted(server.getLocalPort()));
    }

    /** Whether the caller has closed its connection, so that only the end is left to read. */
    boolean isLeft() throws IOException {
      Socket socket = caller.join();
      socket.setSoTimeout(50);
      try {
        socket.getInputStream().skipNBytes(Long.MAX_VALUE);
        return false;
      } catch (SocketTimeoutException e) {
        return false;
      } catch (IOException e) {
        return true;
      }
    }

    private void answer(String start, String more) {
      try {
        caller.complete(server.accept());
        OutputStream answer = caller.join().getOutputStream();
        answer.write(start.getBytes(StandardCharsets.US_ASCII));
        while (!closed.await(20, TimeUnit.MILLISECONDS)) {
          answer.write(more.getBytes(StandardCharsets.US_ASCII));
        }
      } catch (IOException e) {
        caller.completeExceptionally(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() throws IOException {
      closed.countDown();
      server.close();
      caller.join().close();
    }
  }
}
