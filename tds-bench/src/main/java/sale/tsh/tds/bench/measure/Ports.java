package sale.tsh.tds.bench.measure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Finds free ports outside the range that the operating system assigns. */
public final class Ports {

  private static final int FIRST = 21_000;
  private static final int BEYOND = 22_000;

  private Ports() {}

  public static int free() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, BEYOND);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // The port is taken. Try another one.
      }
    }
  }
}
