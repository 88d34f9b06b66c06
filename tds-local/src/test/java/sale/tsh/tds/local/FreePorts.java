package sale.tsh.tds.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Ports that nobody listens on. */
final class FreePorts {

  private FreePorts() {}

  /** One for each variable. */
  static Map<String, String> of(String... variables) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      Map<String, String> ports = new HashMap<>();
      for (String variable : variables) {
        // All are held until the last is found, so that they differ.
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
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

  /** One for each port of a system. */
  static Map<String, String> ofSystem() {
    return of(
        LocalSettings.API_PORT,
        LocalSettings.API_MANAGEMENT_PORT,
        LocalSettings.WORKER_MANAGEMENT_PORT,
        LocalSettings.POSTGRES_PORT);
  }
}
