package sale.tsh.tds.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A connection to an API on this machine that sends the bytes of a test unchanged, which no HTTP
 * client would do.
 */
public final class RawConnection implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket socket;
  private final InputStream input;

  public RawConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    input = new BufferedInputStream(socket.getInputStream());
  }

  /** Posts a body unchanged, with its length, and returns the answer. */
  public Answer post(String target, String contentType, byte[] body) throws IOException {
    send(
        """
        POST %s HTTP/1.1\r
        Host: 127.0.0.1\r
        Content-Type: %s\r
        Content-Length: %d\r
        \r
        """
            .formatted(target, contentType, body.length));
    send(body);
    return answer();
  }

  /** Sends bytes without waiting for an answer. */
  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Sends text, one byte per character. */
  public void send(String text) throws IOException {
    send(text.getBytes(ISO_8859_1));
  }

  /** Closes the sending side of the connection. */
  public void end() throws IOException {
    socket.shutdownOutput();
  }

  /** Reads the next answer. */
  public Answer answer() throws IOException {
    String[] status = line().split(" ", 3);
    Map<String, String> headers = new TreeMap<>();
    for (String header = line(); !header.isEmpty(); header = line()) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    return new Answer(Integer.parseInt(status[1]), headers, body(headers));
  }

  private String body(Map<String, String> headers) throws IOException {
    if (!"chunked".equals(headers.get("transfer-encoding"))) {
      return read(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    }
    StringBuilder text = new StringBuilder();
    for (int length = chunk(); length > 0; length = chunk()) {
      text.append(read(length));
      line();
    }
    line();
    return text.toString();
  }

  private int chunk() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private String read(int length) throws IOException {
    return new String(input.readNBytes(length), ISO_8859_1);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = input.read(); next != '\n'; next = input.read()) {
      if (next < 0) {
        throw new EOFException("the connection ended");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /**
   * An answer.
   *
   * @param headers the headers by their names in lower case
   */
  public record Answer(int status, Map<String, String> headers, String body) {

    /** Whether the connection takes no further request. */
    public boolean closes() {
      return "close".equals(headers.get("connection"));
    }
  }
}
