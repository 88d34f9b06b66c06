package sale.tsh.tds.local.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import sale.tsh.tds.testing.RawConnection;

/** Clients that send a part of a request and then wait. Half of them stop within the headers. */
final class SlowClients implements AutoCloseable {

  private final List<RawConnection> connections = new ArrayList<>();

  SlowClients(int port, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      RawConnection connection = new RawConnection(port);
      connections.add(connection);
      connection.send("POST /webhooks/items HTTP/1.1\r\nHost: 127.0.0.1\r\n");
      if (i % 2 == 0) {
        connection.send(
            "Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{\"item\":{");
      }
    }
  }

  /** The number of clients. */
  int size() {
    return connections.size();
  }

  @Override
  public void close() throws IOException {
    for (RawConnection connection : connections) {
      connection.close();
    }
  }
}
