package sale.tsh.tds.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The HTTP of the simulator. It listens on the loopback address only. */
final class SimulatorServer implements AutoCloseable {

  private static final int PIECE = 64;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);

  SimulatorServer(int port, HttpHandler api, HttpHandler control) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("no simulator on port " + port, e);
    }
    server.createContext("/", api);
    server.createContext("/simulator/", control);
    server.setExecutor(threads);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** Returns the members of a query string or of a form, decoded. */
  static Map<String, String> form(@Nullable String encoded) {
    Map<String, String> members = new TreeMap<>();
    if (encoded == null || encoded.isEmpty()) {
      return members;
    }
    for (String pair : encoded.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      members.put(URLDecoder.decode(name, UTF_8), URLDecoder.decode(value, UTF_8));
    }
    return members;
  }

  void send(HttpExchange exchange, SimulatedAnswer answer) throws IOException {
    String text = answer.text();
    byte[] body = (text == null ? answer.json().toString() : text).getBytes(UTF_8);
    boolean isHtml = text != null && text.startsWith("<");
    exchange
        .getResponseHeaders()
        .set("Content-Type", isHtml ? "text/html;charset=UTF-8" : "application/json;charset=UTF-8");
    try (exchange) {
      switch (answer.sending()) {
        case NEVER -> {}
        case HALF -> {
          exchange.sendResponseHeaders(answer.status(), body.length);
          exchange.getResponseBody().write(body, 0, body.length / 2);
          exchange.getResponseBody().flush();
        }
        case SLOWLY -> slowly(exchange, answer, body);
        case WHOLE -> {
          exchange.sendResponseHeaders(answer.status(), body.length);
          exchange.getResponseBody().write(body);
        }
      }
    }
  }

  private void slowly(HttpExchange exchange, SimulatedAnswer answer, byte[] body)
      throws IOException {
    exchange.sendResponseHeaders(answer.status(), body.length);
    OutputStream out = exchange.getResponseBody();
    for (int from = 0; from < body.length && !isClosedWithin(answer.pause()); from += PIECE) {
      out.write(body, from, Math.min(PIECE, body.length - from));
      out.flush();
    }
  }

  private boolean isClosedWithin(Duration pause) {
    try {
      return closed.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
