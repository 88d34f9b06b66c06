package sale.tsh.tds.api.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several servers share one listening socket, as several processes do during a reload. */
class SharedListenerTest {

  private static final int CALLERS = 8;

  @TempDir private java.nio.file.Path work;
  private ServerSocketChannel socket;
  private final List<Tomcat> servers = new ArrayList<>();

  @BeforeEach
  void listen() throws IOException {
    socket = ServerSocketChannel.open();
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
  }

  @AfterEach
  void end() throws Exception {
    for (Tomcat server : servers) {
      server.stop();
      server.destroy();
    }
    socket.close();
  }

  @Test
  void noCallFailsWhileOneServerHandsOverToTheNext() throws Exception {
    AtomicBoolean calling = new AtomicBoolean(true);
    AtomicInteger answered = new AtomicInteger();
    Drain drain = serve("first");
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        ends.add(callers.submit(() -> call(calling, answered)));
      }
      for (int turn = 0; turn < 10; turn++) {
        int before = answered.get();
        Drain next = serve("server " + turn);
        drain.stop();
        stop(servers.removeFirst());
        drain = next;
        await()
            .until(() -> answered.get() >= before + 50 || ends.stream().anyMatch(Future::isDone));
      }
      calling.set(false);
      for (Future<?> end : ends) {
        end.get();
      }
    }
    assertThat(answered).hasValueGreaterThan(500);
  }

  @Test
  void aCallThatComesBetweenTwoServersIsAnsweredByTheNext() throws Exception {
    Drain drain = serve("first");
    drain.stop();
    stop(servers.removeFirst());

    try (HttpClient client = HttpClient.newHttpClient()) {
      var answer = client.sendAsync(request(), BodyHandlers.ofString());
      serve("second");
      assertThat(answer.get().body()).isEqualTo("second");
    }
  }

  @Test
  void drainingEndsWhenTheLastConnectionIsClosed() throws Exception {
    Drain drain = serve("first");
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThat(client.send(request(), BodyHandlers.ofString()).headers().firstValue("Connection"))
          .isEmpty();
    }
    long begin = System.nanoTime();
    drain.stop();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
  }

  private Void call(AtomicBoolean calling, AtomicInteger answered) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (calling.get()) {
        assertThat(client.send(request(), BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        answered.incrementAndGet();
      }
    }
    return null;
  }

  private HttpRequest request() throws IOException {
    int port = ((InetSocketAddress) socket.getLocalAddress()).getPort();
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
        .POST(HttpRequest.BodyPublishers.ofString("call"))
        .timeout(Duration.ofSeconds(30))
        .build();
  }

  private Drain serve(String name) throws Exception {
    SharedListener listener = new SharedListener(unused -> socket, false);
    Drain drain = new Drain(() -> Optional.of(listener), Duration.ofSeconds(30));
    drain.start();
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(work.toString());
    Connector connector = new Connector(new InheritedSocketProtocol(listener));
    connector.setPort(0);
    connector.setProperty("bindOnInit", "false");
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", work.toString());
    FilterDef filter = new FilterDef();
    filter.setFilterName("drain");
    filter.setFilter(drain);
    context.addFilterDef(filter);
    FilterMap everything = new FilterMap();
    everything.setFilterName("drain");
    everything.addURLPattern("/*");
    context.addFilterMap(everything);
    Tomcat.addServlet(context, "name", new Named(name)).addMapping("/*");
    tomcat.start();
    servers.add(tomcat);
    return drain;
  }

  private static void stop(Tomcat server) throws Exception {
    server.getConnector().pause();
    server.getConnector().getProtocolHandler().closeServerSocketGraceful();
    server.stop();
    server.destroy();
  }

  private static final class Named extends HttpServlet {
    private static final long serialVersionUID = 1;
    private final String name;

    Named(String name) {
      this.name = name;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      request.getInputStream().readAllBytes();
      response.getWriter().print(name);
    }
  }
}
