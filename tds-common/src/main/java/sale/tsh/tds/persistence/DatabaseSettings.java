package sale.tsh.tds.persistence;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.settings.SettingException;
import sale.tsh.tds.settings.Settings;

/**
 * Where PostgreSQL is, and how many connections this process may hold.
 *
 * @param url a JDBC URL without a password
 * @param poolSize connections that stay open
 * @param maxOverflow more connections under load
 * @param acquireTimeout how long a caller waits for a connection
 */
public record DatabaseSettings(
    String url,
    String user,
    @Nullable String password,
    int poolSize,
    int maxOverflow,
    Duration acquireTimeout) {

  /** The URL appears in logs, so credentials in its query are refused. */
  private static final Pattern CREDENTIAL = Pattern.compile("[?&](user|password)=");

  private static final Pattern SCHEME = Pattern.compile("^(jdbc:)?postgres(ql)?(\\+\\w+)?://");

  /** Reads {@code DATABASE_URL}, or {@code DATABASE_HOST} and its companions. */
  public static DatabaseSettings from(Settings settings) {
    Address address =
        settings.text("DATABASE_URL").map(DatabaseSettings::parse).orElseGet(() -> parts(settings));
    return new DatabaseSettings(
        address.url(),
        settings.text("DATABASE_USER").or(address::user).orElse("postgres"),
        settings.text("DATABASE_PASSWORD").or(address::password).orElse(null),
        settings.number("DATABASE_POOL_SIZE", 10, 1, 500),
        settings.number("DATABASE_MAX_OVERFLOW", 10, 0, 500),
        settings.duration(
            "DATABASE_POOL_TIMEOUT",
            Duration.ofSeconds(5),
            Duration.ofMillis(250),
            Duration.ofMinutes(2)));
  }

  /**
   * Opens a connection outside the pool, with the given driver properties.
   *
   * @throws SQLException if the server gives no connection
   */
  public Connection connect(Map<String, String> driverProperties) throws SQLException {
    Properties properties = new Properties();
    properties.putAll(driverProperties);
    properties.setProperty("user", user);
    if (password != null) {
      properties.setProperty("password", password);
    }
    return DriverManager.getConnection(url, properties);
  }

  /** The most connections that this process opens in its pool. */
  public int poolMaximum() {
    return poolSize + maxOverflow;
  }

  /** Never shows the password. */
  @Override
  public String toString() {
    return "%s as %s, pool %d+%d".formatted(url, user, poolSize, maxOverflow);
  }

  private static Address parts(Settings settings) {
    String host = settings.text("DATABASE_HOST", "127.0.0.1");
    int port = settings.number("DATABASE_PORT", 5432, 1, 65_535);
    String name = settings.text("DATABASE_NAME", "postgres");
    return new Address("jdbc:postgresql://%s:%d/%s".formatted(host, port, name), null);
  }

  private static Address parse(String value) {
    String expected = "DATABASE_URL must be like postgresql://user:password@host:5432/database";
    if (!SCHEME.matcher(value).find()) {
      throw new SettingException(expected);
    }
    try {
      URI uri = new URI(SCHEME.matcher(value).replaceFirst("postgresql://"));
      if (uri.getRawAuthority() == null
          || uri.getRawPath() == null
          || uri.getRawPath().length() < 2) {
        throw new SettingException(expected);
      }
      int at = uri.getRawAuthority().lastIndexOf('@');
      String host = uri.getRawAuthority().substring(at + 1);
      String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
      if (CREDENTIAL.matcher(query).find()) {
        throw new SettingException(expected);
      }
      return new Address(
          "jdbc:postgresql://" + host + uri.getRawPath() + atPrimary(host, query),
          at < 0 ? null : uri.getRawAuthority().substring(0, at));
    } catch (URISyntaxException e) {
      // The exception's message would show the password.
      throw new SettingException(expected);
    }
  }

  /**
   * Of several hosts, such as a primary and its standby, the driver uses the one that takes writes.
   */
  private static String atPrimary(String hosts, String query) {
    return hosts.contains(",") && !query.contains("targetServerType=")
        ? query + (query.isEmpty() ? "?" : "&") + "targetServerType=primary"
        : query;
  }

  private record Address(String url, @Nullable String credentials) {

    Optional<String> user() {
      return credential(0).filter(user -> !user.isEmpty());
    }

    Optional<String> password() {
      return credential(1);
    }

    private Optional<String> credential(int index) {
      if (credentials == null) {
        return Optional.empty();
      }
      String[] parts = credentials.split(":", 2);
      return index < parts.length
          ? Optional.of(URLDecoder.decode(parts[index].replace("+", "%2B"), StandardCharsets.UTF_8))
          : Optional.empty();
    }
  }
}
