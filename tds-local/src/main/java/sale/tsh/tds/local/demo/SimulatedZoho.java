package sale.tsh.tds.local.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The simulator of Zoho that runs beside the demo, and the worker that pulls from it. */
public final class SimulatedZoho {

  private static final String MIRROR =
      """
      select kind, id, record::text as record
        from zoho.records
       where record is not null and kind ~ '^[a-z_]+$' and id ~ '^[A-Za-z0-9_-]+$'
      """;

  private static final String REQUEST =
      """
      insert into tds_pull_requests (action, requested_by) values (?, 'the demo') on conflict do nothing
      """;

  private static final String LIMITS =
      """
      {"per_day": 1000000, "per_minute": 1000000}
      """;

  private final String address;
  private final Demo.Connections connections;

  /**
   * Creates a view of the simulator.
   *
   * @param address of its HTTP
   */
  public SimulatedZoho(String address, Demo.Connections connections) {
    this.address = address;
    this.connections = connections;
  }

  /** The address that a browser or a worker can reach it at. */
  String address() {
    return address;
  }

  /**
   * Gives it each record of the mirror that Zoho's API offers, and limits that no demo reaches. So
   * both agree, until a webhook is lost. Returns how many records it took.
   */
  public int copyMirror() {
    put("/simulator/limits", LIMITS);
    int copied = 0;
    try (Connection connection = connections.open();
        PreparedStatement statement = connection.prepareStatement(MIRROR);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        String kind = rows.getString("kind");
        String id = rows.getString("id");
        int status =
            put("/simulator/records/%s/%s?how=load".formatted(kind, id), rows.getString("record"));
        copied += status == HttpURLConnection.HTTP_OK ? 1 : 0;
      }
      return copied;
    } catch (SQLException e) {
      throw new IllegalStateException("The database did not answer: " + e.getMessage(), e);
    }
  }

  /** Edits a record, whose time becomes now. No webhook tells of it. */
  void edit(String kind, String id, String members) {
    int status = put("/simulator/records/%s/%s".formatted(kind, id), members);
    if (status != HttpURLConnection.HTTP_OK) {
      throw new IllegalStateException(
          "The simulator answered HTTP %d to an edit of %s %s.".formatted(status, kind, id));
    }
  }

  /**
   * Asks the worker, as an operator does.
   *
   * @param action {@code pause} or {@code resume}
   */
  public void ask(String action) {
    try (Connection connection = connections.open();
        PreparedStatement statement = connection.prepareStatement(REQUEST)) {
      statement.setString(1, action);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("The database did not answer: " + e.getMessage(), e);
    }
  }

  /** Opens a connection to the mirror. */
  Connection mirror() throws SQLException {
    return connections.open();
  }

  private int put(String path, String json) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(address + path).toURL().openConnection();
      connection.setRequestMethod("PUT");
      connection.setDoOutput(true);
      try (OutputStream body = connection.getOutputStream()) {
        body.write(json.getBytes(StandardCharsets.UTF_8));
      }
      int status = connection.getResponseCode();
      connection.disconnect();
      return status;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
