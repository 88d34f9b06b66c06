package sale.tsh.tds.settings;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A name and its password, as they stand in the environment. */
public record Account(String user, String password) {

  private static final int SHORTEST_PASSWORD = 12;
  private static final String SCHEME = "Basic ";

  /** Reads the two variables, which go together. */
  public static Optional<Account> from(
      Environment environment, String userName, String passwordName) {
    Optional<String> user = environment.text(userName);
    Optional<String> password = environment.text(passwordName);
    if (user.isPresent() != password.isPresent()) {
      throw new SettingException("%s and %s go together".formatted(userName, passwordName));
    }
    user.filter(name -> name.contains(":"))
        .ifPresent(
            name -> {
              throw Environment.refuse(userName, name, "a name without a colon");
            });
    if (password.filter(secret -> secret.length() < SHORTEST_PASSWORD).isPresent()) {
      throw new SettingException(
          "%s must have at least %d characters".formatted(passwordName, SHORTEST_PASSWORD));
    }
    return user.flatMap(name -> password.map(secret -> new Account(name, secret)));
  }

  /** Whether these are its HTTP Basic credentials, compared in constant time. */
  public boolean isProvenBy(@Nullable String authorization) {
    return authorization != null
        && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && MessageDigest.isEqual(
            Base64.getEncoder().encode((user + ":" + password).getBytes(StandardCharsets.UTF_8)),
            authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8));
  }

  /** Never shows the password. */
  @Override
  public String toString() {
    return user;
  }
}
