package sale.tsh.tds.worker.runtime;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import javax.net.SocketFactory;

/**
 * Sockets for the connection that listens. After a notification the driver checks for another one.
 * It waits for the shortest time that a socket can wait, 1 ms ({@code PGStream.hasMessagePending}
 * of pgjdbc 42.7), which would delay each notification. Here such a check does not wait. The driver
 * creates this class by its name.
 */
public final class PromptSockets extends SocketFactory {

  private static final int CHECK_MILLIS = 1;

  @Override
  public Socket createSocket() {
    return new PromptSocket();
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw connected();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
    throw connected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw connected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
    throw connected();
  }

  private static UnsupportedOperationException connected() {
    return new UnsupportedOperationException("The driver connects its sockets itself");
  }

  private static final class PromptSocket extends Socket {

    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(super.getInputStream()) {
        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
          if (getSoTimeout() == CHECK_MILLIS && available() == 0) {
            throw new SocketTimeoutException("There is nothing yet");
          }
          return super.read(bytes, offset, length);
        }
      };
    }
  }
}
