package sale.tsh.tds.api.security;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import sale.tsh.tds.settings.Credentials;
import sale.tsh.tds.settings.Deployment;
import sale.tsh.tds.settings.SettingException;
import sale.tsh.tds.settings.Settings;

/**
 * The users and tokens of the dashboard. Of each secret only a hash is known here.
 *
 * @param logins people, each with a name and a password. Empty only locally, where the dashboard is
 *     then open
 * @param tokens for scripts, instead of a name and a password
 */
public record DashboardCredentials(List<Login> logins, List<Token> tokens) {

  private static final String USER = "DASHBOARD_USER";
  private static final String OPERATORS = "DASHBOARD_OPERATORS";
  private static final int MOST = 20;

  public DashboardCredentials {
    if (isOpen(logins) && !(logins.isEmpty() && tokens.isEmpty())) {
      throw new SettingException(
          "viewers and tokens of the dashboard need %s or %s too".formatted(USER, OPERATORS));
    }
    twice(Stream.concat(logins.stream().map(Login::user), tokens.stream().map(Token::name)))
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

  /**
   * Reads {@code DASHBOARD_USER} with its password, {@code DASHBOARD_OPERATORS}, {@code
   * DASHBOARD_TOKENS} and the same settings of viewers.
   */
  public static DashboardCredentials from(Settings settings, Deployment deployment) {
    DashboardCredentials credentials =
        new DashboardCredentials(
            Stream.of(
                    Login.single(settings, USER, "DASHBOARD_PASSWORD_HASH", DashboardRole.OPERATOR),
                    Login.several(settings, OPERATORS, DashboardRole.OPERATOR),
                    Login.single(
                        settings,
                        "DASHBOARD_VIEWER_USER",
                        "DASHBOARD_VIEWER_PASSWORD_HASH",
                        DashboardRole.VIEWER),
                    Login.several(settings, "DASHBOARD_VIEWERS", DashboardRole.VIEWER))
                .flatMap(logins -> logins)
                .toList(),
            Stream.concat(
                    Token.from(settings, "DASHBOARD_TOKENS", DashboardRole.OPERATOR),
                    Token.from(settings, "DASHBOARD_VIEWER_TOKENS", DashboardRole.VIEWER))
                .toList());
    if (credentials.isOpen() && !deployment.isLocal()) {
      throw new SettingException(
          "ENVIRONMENT=%s needs DASHBOARD_USER and DASHBOARD_PASSWORD_HASH, or DASHBOARD_OPERATORS: without them anybody could use the dashboard (\"java -jar tds-api.jar hash-password\" makes a hash)"
              .formatted(deployment.name().toLowerCase(Locale.ROOT)));
    }
    return credentials;
  }

  /** The user of this name. */
  Optional<Login> login(String user) {
    return logins.stream().filter(login -> login.user().equals(user)).findFirst();
  }

  /** Whether no credentials are required. */
  boolean isOpen() {
    return isOpen(logins);
  }

  private static boolean isOpen(List<Login> logins) {
    return logins.stream().noneMatch(login -> login.role() == DashboardRole.OPERATOR);
  }

  private static List<String> entries(Settings settings, String variable) {
    List<String> entries = settings.texts(variable);
    if (entries.size() > MOST) {
      throw new SettingException("%s has more than %d entries".formatted(variable, MOST));
    }
    return entries;
  }

  /**
   * A person's name and the bcrypt hash of the password.
   *
   * @param user without a colon, which ends the name in HTTP Basic. The audit trail shows it
   */
  record Login(String user, String passwordHash, DashboardRole role) {

    private static final String BCRYPT = "\\$2[aby]\\$1[0-5]\\$[./A-Za-z0-9]{53}";
    private static final Pattern HASH = Pattern.compile(BCRYPT);
    private static final Pattern ENTRY = Pattern.compile("([^:\\p{Cntrl}]{1,60}):(" + BCRYPT + ")");

    /** The one user of two settings. */
    private static Stream<Login> single(
        Settings settings, String userName, String hashName, DashboardRole role) {
      Optional<Credentials> pair = Credentials.pair(settings, userName, hashName);
      if (pair.filter(each -> !HASH.matcher(each.password()).matches()).isPresent()) {
        throw new SettingException(
            "%s must be a bcrypt hash of cost 10 to 15, in single quotes, as \"java -jar tds-api.jar hash-password\" makes it"
                .formatted(hashName));
      }
      return pair.stream().map(each -> new Login(each.user(), each.password(), role));
    }

    /** The users of a setting that names several. */
    private static Stream<Login> several(Settings settings, String variable, DashboardRole role) {
      List<String> entries = entries(settings, variable);
      return IntStream.range(0, entries.size())
          .mapToObj(i -> login(variable, i + 1, entries.get(i), role));
    }

    private static Login login(String variable, int position, String entry, DashboardRole role) {
      Matcher matcher = ENTRY.matcher(entry);
      if (!matcher.matches()) {
        // The entry is not shown, because it may hold the password itself.
        throw new SettingException(
            "entry %d of %s must be a name, a colon and a bcrypt hash of cost 10 to 15, as \"java -jar tds-api.jar hash-password\" makes it"
                .formatted(position, variable));
      }
      return new Login(matcher.group(1).strip(), matcher.group(2), role);
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

    private static Stream<Token> from(Settings settings, String variable, DashboardRole role) {
      return entries(settings, variable).stream().map(value -> token(variable, value, role));
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
