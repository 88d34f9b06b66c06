package sale.tsh.tds.notification;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server that takes webhooks, gives the configured answer, and remembers the bodies. */
final class StubServer implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<JsonNode> taken = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private volatile CountDownLatch gate = new CountDownLatch(0);

  StubServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Its address, which contains a secret. */
  URI address() {
    return URI.create("http://127.0.0.1:%d/hook/s3cret".formatted(server.getAddress().getPort()));
  }

  /** Sets the status of all further answers. */
  void answer(int newStatus) {
    status = newStatus;
  }

  /** Makes it answer only after the latch opens. */
  void answerAfter(CountDownLatch newGate) {
    gate = newGate;
  }

  /** The bodies of the calls that it answered with 2xx. */
  List<JsonNode> taken() {
    return taken;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      gate.await();
      if (status < 300) {
        taken.add(JsonMapper.shared().readTree(body));
      }
      exchange.sendResponseHeaders(status, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
