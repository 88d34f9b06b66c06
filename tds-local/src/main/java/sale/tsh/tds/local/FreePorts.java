package sale.tsh.tds.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Chooses ports that nobody listens on. They lie below the ephemeral range, because an outgoing
 * connection could otherwise take a port before its program listens on it.
 */
public final class FreePorts {

  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 32_000;

  private FreePorts() {}

  /** Returns a free port for each variable. */
  public static Map<String, String> of(String... variables) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      Map<String, String> ports = new HashMap<>();
      for (String variable : variables) {
        // All sockets stay open until the last port is found, so that the ports differ.
        ServerSocket socket = any();
        sockets.add(socket);
        ports.put(variable, Integer.toString(socket.getLocalPort()));
      }
      for (ServerSocket socket : sockets) {
        socket.close();
      }
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ServerSocket any() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      try {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
      } catch (BindException e) {
        // The port is taken. Try another one.
      }
    }
  }
}
