package sale.tsh.tds.worker.zoho;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import sale.tsh.tds.digest.Digests;
import sale.tsh.tds.settings.SettingException;
import sale.tsh.tds.settings.Settings;

/**
 * How to reach an organisation's records in Zoho's API.
 *
 * @param api the base of the API's paths, without a slash at its end
 * @param accounts the base of the token's path
 * @param dailyShare the percentage of the organisation's daily calls that pulling may use
 * @param dailyLimit the organisation's daily calls, where Zoho's answers do not tell
 * @param minuteLimit the most calls in a minute
 */
public record ZohoSettings(
    String organizationId,
    String clientId,
    String clientSecret,
    String refreshToken,
    URI api,
    URI accounts,
    int dailyShare,
    int dailyLimit,
    int minuteLimit) {

  private static final List<String> CREDENTIALS =
      List.of("ZOHO_CLIENT_ID", "ZOHO_CLIENT_SECRET", "ZOHO_REFRESH_TOKEN", "ZOHO_ORGANIZATION_ID");

  /**
   * Reads {@code ZOHO_*}. Empty if no credential is set, since pulling is off then.
   *
   * @throws SettingException if only some of the four are set, or if a value cannot be used
   */
  public static Optional<ZohoSettings> from(Settings settings) {
    List<String> absent =
        CREDENTIALS.stream().filter(name -> settings.text(name).isEmpty()).toList();
    DataCenter center = dataCenter(settings);
    ZohoSettings zoho =
        new ZohoSettings(
            organizationId(settings),
            settings.text("ZOHO_CLIENT_ID", ""),
            settings.text("ZOHO_CLIENT_SECRET", ""),
            settings.text("ZOHO_REFRESH_TOKEN", ""),
            local(settings, "ZOHO_API_URL").orElseGet(center::api),
            local(settings, "ZOHO_ACCOUNTS_URL").orElseGet(center::accounts),
            settings.number("ZOHO_API_DAILY_SHARE", 60, 1, 100),
            settings.number("ZOHO_API_DAILY_LIMIT", 1_000, 10, 1_000_000),
            settings.number("ZOHO_API_MINUTE_LIMIT", 60, 1, 100_000));
    if (absent.size() == CREDENTIALS.size()) {
      return Optional.empty();
    }
    if (!absent.isEmpty()) {
      throw new SettingException(
          "Pulling from Zoho needs %s too; without any of %s it is off"
              .formatted(String.join(", ", absent), String.join(", ", CREDENTIALS)));
    }
    return Optional.of(zoho);
  }

  private static DataCenter dataCenter(Settings settings) {
    String domain = settings.text("ZOHO_DATA_CENTER", "com");
    return DataCenter.of(domain)
        .orElseThrow(
            () -> settings.refuse("ZOHO_DATA_CENTER", domain, "one of " + DataCenter.domains()));
  }

  private static String organizationId(Settings settings) {
    String id = settings.text("ZOHO_ORGANIZATION_ID", "");
    if (!id.matches("\\d{0,30}")) {
      throw settings.refuse("ZOHO_ORGANIZATION_ID", id, "a number of at most 30 digits");
    }
    return id;
  }

  /** A base for tests and trials. It must be on this machine, because it receives the secrets. */
  private static Optional<URI> local(Settings settings, String name) {
    return settings
        .text(name)
        .map(value -> {
          try {
            URI base = URI.create(value.replaceFirst("/+$", ""));
            if (isHttp(base) && InetAddress.getByName(base.getHost()).isLoopbackAddress()) {
              return base;
            }
          } catch (IllegalArgumentException | UnknownHostException e) {
            // Refused below.
          }
          throw settings.refuse(
              name, value, "an http address of this machine, such as http://127.0.0.1:8088");
        });
  }

  private static boolean isHttp(URI base) {
    return ("http".equals(base.getScheme()) || "https".equals(base.getScheme()))
        && base.getHost() != null;
  }

  /** A hash that tells these credentials from others and does not give them away. */
  public String fingerprint() {
    byte[] hash = Digests.sha256(String.join("\n", clientId, clientSecret, refreshToken));
    return HexFormat.of().formatHex(hash).substring(0, 16);
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "organisation %s at %s".formatted(organizationId, api);
  }
}
