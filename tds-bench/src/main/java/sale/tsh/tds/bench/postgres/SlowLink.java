package sale.tsh.tds.bench.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import sale.tsh.tds.bench.measure.BenchProblem;
import sale.tsh.tds.bench.measure.Ports;

/**
 * A port in front of PostgreSQL, as if the server were at the other end of a network. Whatever
 * passes takes longer by half a round trip in each direction. Its rate is not limited.
 */
final class SlowLink implements AutoCloseable {

  private static final int CHUNK_BYTES = 16 * 1024;

  private final ServerSocket entrance;
  private final int server;
  private final long delayNanos;

  private SlowLink(ServerSocket entrance, int server, Duration roundTrip) {
    this.entrance = entrance;
    this.server = server;
    this.delayNanos = roundTrip.toNanos() / 2;
  }

  /** Opens a free port that leads to the server's port. */
  static SlowLink open(int server, Duration roundTrip) {
    try {
      SlowLink link =
          new SlowLink(
              new ServerSocket(Ports.free(), 0, InetAddress.getLoopbackAddress()),
              server,
              roundTrip);
      daemon(link::acceptAll);
      return link;
    } catch (IOException e) {
      throw new BenchProblem("The port of the slow link did not open", e);
    }
  }

  int port() {
    return entrance.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    entrance.close();
  }

  private void acceptAll() {
    while (!entrance.isClosed()) {
      try {
        connect(entrance.accept());
      } catch (IOException e) {
        // The link was closed, or the server takes no connection. Then the client is told so.
      }
    }
  }

  private void connect(Socket client) throws IOException {
    try {
      Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
      client.setTcpNoDelay(true);
      behind.setTcpNoDelay(true);
      pass(client, behind);
      pass(behind, client);
    } catch (IOException e) {
      client.close();
      throw e;
    }
  }

  /** Two threads, so that a chunk that waits does not hold up the next one. */
  private void pass(Socket from, Socket to) {
    BlockingQueue<DelayedBytes> underWay = new LinkedBlockingQueue<>();
    daemon(() -> receive(from, underWay));
    daemon(() -> send(underWay, from, to));
  }

  private void receive(Socket from, BlockingQueue<DelayedBytes> underWay) {
    int length = 0;
    while (length >= 0) {
      byte[] buffer = new byte[CHUNK_BYTES];
      try {
        length = from.getInputStream().read(buffer);
      } catch (IOException e) {
        length = -1;
      }
      underWay.add(
          new DelayedBytes(
              System.nanoTime() + delayNanos, ByteBuffer.wrap(buffer, 0, Math.max(length, 0))));
    }
  }

  private static void send(BlockingQueue<DelayedBytes> underWay, Socket from, Socket to) {
    try (from;
        to) {
      DelayedBytes chunk = underWay.take();
      while (chunk.bytes().hasRemaining()) {
        chunk.awaitDue();
        to.getOutputStream().write(chunk.bytes().array(), 0, chunk.bytes().remaining());
        chunk = underWay.take();
      }
    } catch (IOException e) {
      // One side has ended its connection. So has this link, by now.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void daemon(Runnable work) {
    Thread.ofPlatform().daemon().name("slow-link").start(work);
  }

  /**
   * What was read at once.
   *
   * @param due when it arrives, by {@link System#nanoTime}
   * @param bytes none at the end of the stream
   */
  private record DelayedBytes(long due, ByteBuffer bytes) {

    void awaitDue() {
      long left = due - System.nanoTime();
      while (left > 0) {
        LockSupport.parkNanos(left);
        left = due - System.nanoTime();
      }
    }
  }
}
