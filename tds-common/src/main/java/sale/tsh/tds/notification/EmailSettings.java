package sale.tsh.tds.notification;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.settings.SettingException;
import sale.tsh.tds.settings.Settings;

/**
 * How to send e-mail.
 *
 * @param user null, like the password, for a server that needs no login
 */
record EmailSettings(
    String host,
    int port,
    @Nullable String user,
    @Nullable String password,
    String from,
    List<String> to) {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

  /** Reads {@code SMTP_*} and {@code EMAIL_*}. Empty without an {@code SMTP_HOST}. */
  static Optional<EmailSettings> from(Settings settings) {
    return settings.text("SMTP_HOST").map(host -> from(settings, host));
  }

  boolean isLoopback() {
    return LOOPBACK.contains(host);
  }

  /** Never shows the password. */
  @Override
  public String toString() {
    return "%s:%d from %s to %s".formatted(host, port, from, String.join(", ", to));
  }

  private static EmailSettings from(Settings settings, String host) {
    String user = settings.text("SMTP_USER").orElse(null);
    String password = settings.text("SMTP_PASSWORD").orElse(null);
    if ((user == null) != (password == null)) {
      throw new SettingException("SMTP_USER and SMTP_PASSWORD must be set both or neither");
    }
    String from =
        settings
            .text("EMAIL_FROM")
            .or(() -> Optional.ofNullable(user).filter(each -> each.contains("@")))
            .orElseThrow(() ->
                new SettingException(
                    "EMAIL_FROM must be the sender's address, such as tds@example.com: SMTP_HOST is set and SMTP_USER is no address"));
    String to =
        settings
            .text("EMAIL_TO")
            .orElseThrow(() ->
                new SettingException(
                    "EMAIL_TO must name at least one address, separated by commas: SMTP_HOST is set"));
    return new EmailSettings(
        host,
        settings.number("SMTP_PORT", 587, 1, 65_535),
        user,
        password,
        addresses(settings, "EMAIL_FROM", from).getFirst(),
        addresses(settings, "EMAIL_TO", to));
  }

  private static List<String> addresses(Settings settings, String name, String value) {
    try {
      InternetAddress[] parsed = InternetAddress.parse(value, true);
      for (InternetAddress address : parsed) {
        address.validate();
      }
      return Stream.of(parsed).map(InternetAddress::toString).toList();
    } catch (AddressException e) {
      throw settings.refuse(name, value, "e-mail addresses, separated by commas");
    }
  }
}
