package sale.tsh.tds.local.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Forwards connections to a server on this machine, and can fail as networks do. It cuts a
 * connection between a request and its answer, or keeps connections open without carrying data.
 */
final class FaultyWire implements AutoCloseable {

  private static final int BUFFER = 64 * 1024;

  private final ServerSocket listening;
  private final int serverPort;
  private final Set<Line> lines = ConcurrentHashMap.newKeySet();
  private final Semaphore cuts = new Semaphore(0);
  private volatile String fatal = "";

  /** Listens on a free port. */
  FaultyWire(int serverPort) {
    this.serverPort = serverPort;
    try {
      listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /**
   * Cuts {@code connections} connections, each when the server has handled a request that contains
   * the text. The clients never learn the outcome. Returns once all are cut.
   */
  void cutAfter(String request, int connections) throws InterruptedException {
    cuts.drainPermits();
    fatal = request;
    boolean cut = cuts.tryAcquire(connections, 1, TimeUnit.MINUTES);
    fatal = "";
    if (!cut) {
      throw new IllegalStateException("nobody sends \"%s\"".formatted(request));
    }
  }

  /** From now on, open connections carry no data in either direction. */
  void goSilent() {
    lines.forEach(Line::goSilent);
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    lines.forEach(Line::cut);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Line line =
            new Line(listening.accept(), new Socket(InetAddress.getLoopbackAddress(), serverPort));
        lines.add(line);
        Thread.ofVirtual().start(line::carryRequests);
        Thread.ofVirtual().start(line::carryAnswers);
      } catch (IOException e) {
        // The server is down or this wire is closed. The caller gets a closed connection.
      }
    }
  }

  /** One connection. */
  private final class Line {

    private final Socket client;
    private final Socket server;
    private volatile boolean silent;
    private volatile boolean doomed;

    Line(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void goSilent() {
      silent = true;
    }

    void carryRequests() {
      carry(client, server, this::passRequest);
    }

    void carryAnswers() {
      carry(server, client, this::passAnswer);
    }

    void cut() {
      lines.remove(this);
      try (client) {
        server.close();
      } catch (IOException e) {
        // The connection is already closed.
      }
    }

    private void carry(Socket from, Socket to, Passage passage) {
      byte[] buffer = new byte[BUFFER];
      try {
        InputStream input = from.getInputStream();
        OutputStream output = to.getOutputStream();
        for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
          if (!silent && !passage.passes(new String(buffer, 0, read, ISO_8859_1))) {
            break;
          }
          if (!silent) {
            output.write(buffer, 0, read);
          }
        }
      } catch (IOException e) {
        // One side has ended, so the other is closed too.
      }
      cut();
    }

    private boolean passRequest(String request) {
      doomed |= !fatal.isEmpty() && request.contains(fatal);
      return true;
    }

    private boolean passAnswer(String answer) {
      if (doomed) {
        cuts.release();
      }
      return !doomed;
    }
  }

  /** Decides whether data is forwarded. */
  private interface Passage {
    boolean passes(String read);
  }
}
