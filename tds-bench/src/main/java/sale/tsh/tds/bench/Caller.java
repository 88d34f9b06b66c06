package sale.tsh.tds.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One caller of the API: signs bodies and posts them over one connection that it keeps. Lean, since
 * it shares the processor with what is measured.
 */
final class Caller implements AutoCloseable {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int PATIENCE_MILLIS = 30_000;
  private static final int ACCEPTED = 202;

  private final int port;
  private final Mac mac;
  private final String host;
  private Socket socket;
  private InputStream input;

  Caller(int port, String secret) {
    this.port = port;
    try {
      socket = connect(port);
      input = new BufferedInputStream(socket.getInputStream());
      mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      host = "127.0.0.1:" + port;
    } catch (IOException | GeneralSecurityException e) {
      throw new BenchProblem("The API takes no connection", e);
    }
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  /** Posts a body and returns once it is accepted, which means committed. */
  void post(String path, String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    byte[] head =
        """
        POST /webhooks/%s HTTP/1.1\r
        Host: %s\r
        Content-Type: application/json\r
        Content-Length: %d\r
        X-Zoho-Webhook-Signature: %s\r
        \r
        """
            .formatted(path, host, body.length, HexFormat.of().formatHex(mac.doFinal(body)))
            .getBytes(StandardCharsets.US_ASCII);
    byte[] request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    try {
      socket.getOutputStream().write(request);
      expectAccepted();
    } catch (IOException e) {
      throw new BenchProblem("The API did not answer", e);
    }
  }

  private void expectAccepted() throws IOException {
    String status = line();
    int length = 0;
    boolean chunked = false;
    boolean last = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      } else if (lower.startsWith("transfer-encoding:")) {
        chunked = lower.contains("chunked");
      } else if (lower.startsWith("connection:")) {
        last = lower.contains("close");
      }
    }
    String answer = chunked ? chunks() : read(length);
    if (last) { // Tomcat ends a connection after a number of requests.
      socket.close();
      socket = connect(port);
      input = new BufferedInputStream(socket.getInputStream());
    }
    if (!status.startsWith("HTTP/1.1 " + ACCEPTED)) {
      throw new BenchProblem("The API refused a delivery: %s %s".formatted(status, answer));
    }
  }

  private String chunks() throws IOException {
    StringBuilder text = new StringBuilder();
    while (true) {
      int length = Integer.parseInt(line(), 16);
      text.append(read(length));
      line();
      if (length == 0) {
        return text.toString();
      }
    }
  }

  private String read(int length) throws IOException {
    return new String(input.readNBytes(length), StandardCharsets.UTF_8);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = input.read(); next != '\n'; next = input.read()) {
      if (next < 0) {
        throw new IOException("the connection was closed");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new BenchProblem("A connection did not close", e);
    }
  }
}
