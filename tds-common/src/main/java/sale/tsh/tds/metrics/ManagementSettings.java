package sale.tsh.tds.metrics;

import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.settings.Account;
import sale.tsh.tds.settings.Environment;
import sale.tsh.tds.settings.SettingException;

/**
 * Where both processes show their metrics and machine health, and to whom.
 *
 * @param host an address beyond loopback only with an account
 * @param account empty: whoever reaches the port may look
 */
public record ManagementSettings(InetAddress host, Optional<Account> account) {

  /** What an answer says that asks for the account. */
  public static final String CHALLENGE = "Basic realm=\"TDS Core\", charset=\"UTF-8\"";

  private static final String HEALTH = "/actuator/health";

  /** Reads {@code MANAGEMENT_HOST}, {@code MANAGEMENT_USER} and {@code MANAGEMENT_PASSWORD}. */
  public static ManagementSettings from(Environment environment) {
    InetAddress host = environment.address("MANAGEMENT_HOST", "127.0.0.1");
    Optional<Account> account = Account.from(environment, "MANAGEMENT_USER", "MANAGEMENT_PASSWORD");
    if (!host.isLoopbackAddress() && account.isEmpty()) {
      throw new SettingException(
          "MANAGEMENT_HOST is %s, which others reach: this needs MANAGEMENT_USER and MANAGEMENT_PASSWORD"
              .formatted(host.getHostAddress()));
    }
    return new ManagementSettings(host, account);
  }

  /**
   * Whether a call may be answered. This machine's own checks of health need no credentials.
   *
   * @param caller the address it comes from
   * @param path without the query
   * @param authorization its header, null where there is none
   */
  public boolean admits(String caller, String path, @Nullable String authorization) {
    return account.isEmpty()
        || account.get().isProvenBy(authorization)
        || (isHealth(path) && InetAddress.ofLiteral(caller).isLoopbackAddress());
  }

  private static boolean isHealth(String path) {
    return path.equals(HEALTH) || path.startsWith(HEALTH + "/");
  }
}
