package sale.tsh.tds.api.security;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sale.tsh.tds.settings.Credentials;
import sale.tsh.tds.settings.Deployment;
import sale.tsh.tds.settings.SettingException;
import sale.tsh.tds.settings.Settings;

/**
 * The users and tokens of the dashboard. Of each secret only a hash is known here.
 *
 * @param operator may look and act. Empty only locally, where the dashboard is then open
 * @param viewer may only look
 * @param tokens for scripts, instead of a name and a password
 */
public record DashboardCredentials(
    Optional<Login> operator, Optional<Login> viewer, List<Token> tokens) {

  private static final String USER = "DASHBOARD_USER";
  private static final String VIEWER = "DASHBOARD_VIEWER_USER";
  private static final int MOST_TOKENS = 20;

  public DashboardCredentials {
    if (operator.isEmpty() && (viewer.isPresent() || !tokens.isEmpty())) {
      throw new SettingException("viewers and tokens of the dashboard need %s too".formatted(USER));
    }
    Stream<String> users = Stream.concat(operator.stream(), viewer.stream()).map(Login::user);
    twice(Stream.concat(users, tokens.stream().map(Token::name)))
        .ifPresent(name -> {
          throw new SettingException(
              "users and tokens of the dashboard must have different names, but two are \"%s\""
                  .formatted(name));
        });
    twice(tokens.stream().map(Token::sha256))
        .ifPresent(hash -> {
          throw new SettingException("two tokens of the dashboard are the same");
        });
  }

  private static Optional<String> twice(Stream<String> texts) {
    Set<String> seen = new HashSet<>();
    return texts.filter(text -> !seen.add(text)).findFirst();
  }

  /** Reads {@code DASHBOARD_USER}, {@code DASHBOARD_TOKENS} and the same settings of a viewer. */
  public static DashboardCredentials from(Settings environment, Deployment deployment) {
    DashboardCredentials credentials =
        new DashboardCredentials(
            Login.from(environment, USER, "DASHBOARD_PASSWORD_HASH", DashboardRole.OPERATOR),
            Login.from(environment, VIEWER, "DASHBOARD_VIEWER_PASSWORD_HASH", DashboardRole.VIEWER),
            Stream.concat(
                    Token.from(environment, "DASHBOARD_TOKENS", DashboardRole.OPERATOR),
                    Token.from(environment, "DASHBOARD_VIEWER_TOKENS", DashboardRole.VIEWER))
                .toList());
    if (credentials.isOpen() && !deployment.isLocal()) {
      throw new SettingException(
          "ENVIRONMENT=%s needs DASHBOARD_USER and DASHBOARD_PASSWORD_HASH: without them anybody could use the dashboard (\"java -jar tds-api.jar hash-password\" makes a hash)"
              .formatted(deployment.name().toLowerCase(Locale.ROOT)));
    }
    return credentials;
  }

  /** The user of this name. */
  Optional<Login> login(String user) {
    return Stream.concat(operator.stream(), viewer.stream())
        .filter(login -> login.user().equals(user))
        .findFirst();
  }

  /** Whether no credentials are required. */
  boolean isOpen() {
    return operator.isEmpty();
  }

  /**
   * A user and the bcrypt hash of the password.
   *
   * @param user without a colon, which ends the name in HTTP Basic
   */
  record Login(String user, String passwordHash, DashboardRole role) {

    private static final Pattern BCRYPT =
        Pattern.compile("\\$2[aby]\\$(1[0-5])\\$[./A-Za-z0-9]{53}");

    private static Optional<Login> from(
        Settings environment, String userName, String hashName, DashboardRole role) {
      Optional<Credentials> pair = Credentials.pair(environment, userName, hashName);
      if (pair.filter(each -> !BCRYPT.matcher(each.password()).matches()).isPresent()) {
        throw new SettingException(
            "%s must be a bcrypt hash of cost 10 to 15, in single quotes, as \"java -jar tds-api.jar hash-password\" makes it"
                .formatted(hashName));
      }
      return pair.map(each -> new Login(each.user(), each.password(), role));
    }

    /** Never shows the hash. */
    @Override
    public String toString() {
      return user;
    }
  }

  /**
   * A caller that authenticates with a token alone.
   *
   * @param name the caller's name in logs and in the audit list
   * @param sha256 the hash of the token, in lower-case hex. A random token cannot be guessed from
   *     it
   */
  record Token(String name, String sha256, DashboardRole role) {

    private static final Pattern NAMED = Pattern.compile("([\\w.-]{1,60}):(\\p{XDigit}{64})");

    private static Stream<Token> from(Settings environment, String variable, DashboardRole role) {
      List<String> values = environment.texts(variable);
      if (values.size() > MOST_TOKENS) {
        throw new SettingException("%s has more than %d tokens".formatted(variable, MOST_TOKENS));
      }
      return values.stream().map(value -> token(variable, value, role));
    }

    private static Token token(String variable, String value, DashboardRole role) {
      Matcher matcher = NAMED.matcher(value);
      if (!matcher.matches()) {
        // The value is not shown, because it may be the token itself.
        throw new SettingException(
            "%s must be a name, a colon and the SHA-256 of a token in 64 hex digits, more of them separated by commas"
                .formatted(variable));
      }
      return new Token(matcher.group(1), matcher.group(2).toLowerCase(Locale.ROOT), role);
    }

    /** Never shows the hash. */
    @Override
    public String toString() {
      return name;
    }
  }
}
