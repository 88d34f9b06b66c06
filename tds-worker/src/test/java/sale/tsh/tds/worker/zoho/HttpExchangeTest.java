package sale.tsh.tds.worker.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server can do to its caller, within limits of time and size. */
class HttpExchangeTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final int LARGEST = 16 * 1024 * 1024;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch over = new CountDownLatch(1);
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void answers(HttpHandler handler) {
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          handler.handle(exchange);
        });
  }

  private HttpExchange.RawAnswer send(Duration timeout, HttpRequest.Builder request)
      throws ZohoException, InterruptedException {
    return new HttpExchange(timeout).send(request);
  }

  private HttpRequest.Builder request() {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:%d/first".formatted(server.getAddress().getPort())));
  }

  private void assertFault(Duration timeout, Class<? extends ZohoFault> fault) {
    assertThatThrownBy(() -> send(timeout, request()))
        .asInstanceOf(type(ZohoException.class))
        .extracting(ZohoException::fault)
        .isInstanceOf(fault);
  }

  @Test
  void aBodyOfTheLargestSizeIsRead() throws Exception {
    answersWithBytes(LARGEST);
    assertThat(send(LONG, request()).body()).hasSize(LARGEST);
  }

  @Test
  void aByteMoreIsTooMany() {
    answersWithBytes(LARGEST + 1);
    assertFault(LONG, ZohoFault.Unbelievable.class);
  }

  private void answersWithBytes(int size) {
    answers(exchange -> {
      exchange.sendResponseHeaders(200, size);
      try (OutputStream body = exchange.getResponseBody()) {
        body.write("x".repeat(size).getBytes(StandardCharsets.US_ASCII));
      }
    });
  }

  @Test
  void aServerThatDoesNotAnswerIsNotWaitedFor() {
    answers(exchange -> await());
    assertFault(SHORT, ZohoFault.Unavailable.class);
  }

  private void await() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A thread would otherwise read it for ever. */
  @Test
  void theConnectionOfABodyWithoutAnEndIsClosed() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    answers(exchange -> {
      exchange.sendResponseHeaders(200, 0);
      try (OutputStream body = exchange.getResponseBody()) {
        while (!over.await(1, TimeUnit.MILLISECONDS)) {
          body.write('x');
          body.flush();
        }
      } catch (IOException e) {
        closed.countDown();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    assertFault(SHORT, ZohoFault.Unavailable.class);
    assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
  }

  /** The other host would get the secrets. */
  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void noRedirectIsFollowed(int status) throws Exception {
    answers(exchange -> {
      exchange.getResponseHeaders().set("Location", "/elsewhere");
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    });
    assertThat(send(LONG, request()).status()).isEqualTo(status);
    HttpRequest.BodyPublisher form = HttpRequest.BodyPublishers.ofString("client_secret=secret");
    assertThat(send(LONG, request().POST(form)).status()).isEqualTo(status);
    assertThat(asked).containsExactly("GET /first", "POST /first");
  }
}
