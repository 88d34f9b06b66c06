package sale.tsh.tds.api.listener;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import sale.tsh.tds.settings.Deployment;
import sale.tsh.tds.settings.SettingException;
import sale.tsh.tds.settings.Settings;

/**
 * Where the API listens and which proxies it trusts.
 *
 * @param port {@code 0} for any free port
 * @param shutdownGrace how long a stopping process keeps an idle connection whose caller has not
 *     closed it
 * @param trustedProxies the callers whose {@code X-Forwarded-*} headers count. The default is this
 *     machine
 */
public record ApiSettings(
    InetAddress host, int port, Duration shutdownGrace, List<AddressRange> trustedProxies) {

  private static final String TRUSTED_PROXIES = "API_TRUSTED_PROXIES";
  private static final List<String> THIS_MACHINE = List.of("127.0.0.1", "::1");

  /** Reads {@code API_*}. An open, local API listens on loopback only. */
  public static ApiSettings from(Settings settings, Deployment deployment) {
    InetAddress host = settings.address("API_HOST", "127.0.0.1");
    if (deployment.isLocal() && !host.isLoopbackAddress()) {
      throw new SettingException(
          "API_HOST is %s, but ENVIRONMENT=local is open and so listens on loopback only, such as 127.0.0.1"
              .formatted(host.getHostAddress()));
    }
    List<String> proxies = settings.texts(TRUSTED_PROXIES);
    return new ApiSettings(
        host,
        settings.number("API_PORT", 8001, 0, 65_535),
        settings.duration(
            "API_SHUTDOWN_GRACE", Duration.ofSeconds(10), Duration.ZERO, Duration.ofSeconds(50)),
        (proxies.isEmpty() ? THIS_MACHINE : proxies)
            .stream().map(proxy -> proxy(settings, proxy)).toList());
  }

  private static AddressRange proxy(Settings settings, String proxy) {
    return AddressRange.parse(proxy)
        .orElseThrow(() ->
            settings.refuse(
                TRUSTED_PROXIES,
                proxy,
                "addresses or ranges by number, such as 10.0.0.5 or 10.0.0.0/24, separated by commas"));
  }
}
