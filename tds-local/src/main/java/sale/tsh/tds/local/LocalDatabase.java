package sale.tsh.tds.local;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import sale.tsh.tds.persistence.DatabaseSettings;

/** The database of the system: its address to show, and connections to it. */
public record LocalDatabase(DatabaseSettings settings) {

  private static final String JDBC = "jdbc:";

  /** The JDBC URL with the user, without the password. */
  public String address() {
    return withoutQuery() + "?user=" + encodedUser();
  }

  /** The URL that {@code psql} and {@code DATABASE_URL} take, without the password. */
  public String url() {
    return withoutQuery().substring(JDBC.length()).replaceFirst("://", "://" + encodedUser() + "@");
  }

  /** Opens a connection. Its calls fail within 30 seconds if the server hangs. */
  public Connection connect() throws SQLException {
    return settings.connect(
        Map.of("connectTimeout", "3", "loginTimeout", "5", "socketTimeout", "30"));
  }

  /**
   * Whether the server answers. A refused password counts as an answer, since the processes may
   * know the right one.
   */
  boolean answers() {
    try (Connection connection = connect()) {
      return connection.isValid(3);
    } catch (SQLException e) {
      return e.getSQLState() != null && e.getSQLState().startsWith("28");
    }
  }

  private String withoutQuery() {
    return settings.url().replaceFirst("\\?.*", "");
  }

  private String encodedUser() {
    return URLEncoder.encode(settings.user(), StandardCharsets.UTF_8);
  }
}
