package sale.tsh.tds.metrics;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.settings.Credentials;
import sale.tsh.tds.settings.HostNames;
import sale.tsh.tds.settings.SettingException;
import sale.tsh.tds.settings.Settings;

/**
 * Where both processes show their metrics and health, and who may read them.
 *
 * @param host the address to listen at; beyond loopback it needs an account
 * @param name the value of {@code MANAGEMENT_HOST}, an IP address or a name
 * @param account empty if every caller may read that reaches the port by a name of this machine
 */
public record ManagementSettings(InetAddress host, String name, Optional<Credentials> account) {

  /** The challenge of an answer that asks for the account. */
  public static final String CHALLENGE = "Basic realm=\"TDS Core\", charset=\"UTF-8\"";

  private static final String VARIABLE = "MANAGEMENT_HOST";
  private static final String LOOPBACK = "127.0.0.1";
  private static final String TEXT = "text/plain;charset=UTF-8";
  private static final String HEALTH = "/actuator/health";

  /** Reads {@code MANAGEMENT_HOST}, {@code MANAGEMENT_USER} and {@code MANAGEMENT_PASSWORD}. */
  public static ManagementSettings from(Settings settings) {
    InetAddress host = settings.address(VARIABLE, LOOPBACK);
    Optional<Credentials> account =
        Credentials.from(settings, "MANAGEMENT_USER", "MANAGEMENT_PASSWORD");
    if (!host.isLoopbackAddress() && account.isEmpty()) {
      throw new SettingException(
          "MANAGEMENT_HOST is %s, which others reach: this needs MANAGEMENT_USER and MANAGEMENT_PASSWORD"
              .formatted(host.getHostAddress()));
    }
    return new ManagementSettings(host, settings.text(VARIABLE, LOOPBACK), account);
  }

  /**
   * Whether a call may be answered. A caller with the account may use any host name. A call without
   * credentials, such as this machine's own health checks, must use a name of this machine.
   * Otherwise a foreign web page could point its own name at this machine, and a browser would show
   * that page the answer.
   *
   * @param caller the address of the caller
   * @param called the header {@code Host}; null if there is none, which no browser sends
   * @param path without the query
   * @param authorization the header {@code Authorization}; null if there is none
   */
  public boolean admits(
      String caller, @Nullable String called, String path, @Nullable String authorization) {
    return account.filter(each -> each.isProvenBy(authorization)).isPresent()
        || (isOurs(called)
            && (account.isEmpty()
                || (isHealth(path) && InetAddress.ofLiteral(caller).isLoopbackAddress())));
  }

  /** The answer to a call that is not admitted. */
  public AccessRefusal refusal() {
    return account.isPresent()
        ? new AccessRefusal(
            401,
            Map.of("Content-Type", TEXT, "WWW-Authenticate", CHALLENGE),
            "This needs the name and password of MANAGEMENT_USER.\n")
        : new AccessRefusal(
            403,
            Map.of("Content-Type", TEXT),
            "Without MANAGEMENT_USER this answers at localhost only.\n");
  }

  private boolean isOurs(@Nullable String called) {
    return called == null
        || HostNames.isOfThisMachine(called)
        || HostNames.withoutPort(called).equalsIgnoreCase(name);
  }

  private static boolean isHealth(String path) {
    return path.equals(HEALTH) || path.startsWith(HEALTH + "/");
  }

  /** An answer whose status, headers and plain text say what is missing. */
  public record AccessRefusal(int status, Map<String, String> headers, String text) {}
}
