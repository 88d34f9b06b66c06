package sale.tsh.tds.settings;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.digest.Digests;

/** A user name and password from the environment. */
public record Credentials(String user, String password) {

  private static final int SHORTEST_PASSWORD = 12;
  private static final String BASIC = "Basic";

  /** Reads the two variables, of which both or neither must be set. The password must be long. */
  public static Optional<Credentials> from(
      Settings settings, String userName, String passwordName) {
    Optional<Credentials> credentials = pair(settings, userName, passwordName);
    if (credentials.filter(each -> each.password().length() < SHORTEST_PASSWORD).isPresent()) {
      throw new SettingException(
          "%s must have at least %d characters".formatted(passwordName, SHORTEST_PASSWORD));
    }
    return credentials;
  }

  /** Reads the two variables, of which both or neither must be set. The password may be a hash. */
  public static Optional<Credentials> pair(
      Settings settings, String userName, String passwordName) {
    Optional<String> user = settings.text(userName);
    Optional<String> password = settings.text(passwordName);
    if (user.isPresent() != password.isPresent()) {
      throw new SettingException("%s and %s go together".formatted(userName, passwordName));
    }
    user.filter(name -> name.contains(":"))
        .ifPresent(name -> {
          throw settings.refuse(userName, name, "a name without a colon");
        });
    return user.flatMap(name -> password.map(secret -> new Credentials(name, secret)));
  }

  /** Whether an {@code Authorization} header holds these as HTTP Basic, in constant time. */
  public boolean isProvenBy(@Nullable String authorization) {
    return presented(BASIC, authorization)
        .filter(credentials -> Digests.isSame(encoded(), credentials))
        .isPresent();
  }

  /** The value of an {@code Authorization} header that proves these as HTTP Basic. */
  public String basic() {
    return BASIC + " " + encoded();
  }

  /** The credentials that an {@code Authorization} header presents under this scheme. */
  public static Optional<String> presented(String scheme, @Nullable String authorization) {
    String start = scheme + " ";
    return Optional.ofNullable(authorization)
        .filter(header -> header.regionMatches(true, 0, start, 0, start.length()))
        .map(header -> header.substring(start.length()).strip());
  }

  private String encoded() {
    return Base64.getEncoder()
        .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  /** Never shows the password. */
  @Override
  public String toString() {
    return user;
  }
}
