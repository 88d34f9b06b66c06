package sale.tsh.tds.bench.ours;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import sale.tsh.tds.bench.measure.BenchProblem;

/**
 * One connection to the API, with one webhook under way. Only the selector waits, never the caller.
 */
final class Caller implements AutoCloseable {

  private static final String ACCEPTED = "HTTP/1.1 202";
  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final String LENGTH = "Content-Length: ";
  private static final String LAST = "Connection: close";
  private static final int LONGEST_ANSWER = 4_096;

  private final int port;
  private final Selector selector;
  private final ByteBuffer answer = ByteBuffer.allocate(LONGEST_ANSWER);
  private SocketChannel channel;
  private long sent;

  Caller(int port, Selector selector) {
    this.port = port;
    this.selector = selector;
    try {
      this.channel = connect();
    } catch (IOException e) {
      throw new BenchProblem("The API takes no connection", e);
    }
  }

  private SocketChannel connect() throws IOException {
    SocketChannel connected =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    connected.setOption(StandardSocketOptions.TCP_NODELAY, true);
    connected.configureBlocking(false);
    connected.register(selector, SelectionKey.OP_READ, this);
    return connected;
  }

  void send(ByteBuffer request) {
    answer.clear();
    sent = System.nanoTime();
    try {
      while (request.hasRemaining()) { // A request fits into the buffer of the socket.
        channel.write(request);
      }
    } catch (IOException e) {
      throw new BenchProblem("The API took no webhook", e);
    }
  }

  /** The time since its webhook was sent. */
  long waitedNanos() {
    return System.nanoTime() - sent;
  }

  /**
   * Reads what has arrived. Returns whether the answer is complete, and fails unless it is 202,
   * which means committed.
   */
  boolean isAccepted() {
    try {
      if (channel.read(answer) < 0) {
        throw new BenchProblem("The API closed a connection instead of an answer");
      }
      String text = new String(answer.array(), 0, answer.position(), StandardCharsets.ISO_8859_1);
      int head = text.indexOf(END_OF_HEAD);
      if (head < 0 || text.length() < head + END_OF_HEAD.length() + length(text)) {
        return false;
      }
      if (!text.startsWith(ACCEPTED)) {
        throw new BenchProblem("The API refused a delivery: " + text);
      }
      // Tomcat closes a connection after a number of requests.
      if (text.lastIndexOf(LAST, head) >= 0) {
        channel.close();
        channel = connect();
      }
      return true;
    } catch (IOException e) {
      throw new BenchProblem("The API did not answer", e);
    }
  }

  private static int length(String text) {
    int begin = text.indexOf(LENGTH) + LENGTH.length();
    if (begin < LENGTH.length()) {
      throw new BenchProblem("The API's answer has no length: " + text);
    }
    return Integer.parseInt(text.substring(begin, text.indexOf('\r', begin)));
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new BenchProblem("A connection did not close", e);
    }
  }
}
