package sale.tsh.tds.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import sale.tsh.tds.settings.Deployment;
import sale.tsh.tds.settings.SettingException;
import sale.tsh.tds.settings.Settings;
import sale.tsh.tds.testing.TestPassword;

class DashboardCredentialsTest {

  private static final String SHA_256 = "0a".repeat(32);
  private static final Map<String, String> OPERATOR =
      Map.of("DASHBOARD_USER", "ali", "DASHBOARD_PASSWORD_HASH", TestPassword.HASH);

  @Test
  void aLocalDashboardIsOpenUnlessCredentialsAreSet() {
    assertThat(read(Deployment.LOCAL, Map.of()).isOpen()).isTrue();
    assertThat(read(Deployment.LOCAL, OPERATOR).isOpen()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"STAGING", "PRODUCTION"})
  void anApiInProductionDoesNotStartWithoutCredentials(Deployment deployment) {
    assertRefused(
        deployment,
        Map.of(),
        "ENVIRONMENT=%s needs DASHBOARD_USER and DASHBOARD_PASSWORD_HASH"
            .formatted(deployment.name().toLowerCase(Locale.ROOT)));
  }

  @Test
  void aUserHasANameAndAHash() {
    assertRefused(
        Map.of("DASHBOARD_USER", "ali"), "DASHBOARD_USER and DASHBOARD_PASSWORD_HASH go together");
    assertRefused(with("DASHBOARD_USER", "a:b"), "DASHBOARD_USER is \"a:b\"");
    assertRefused(
        Map.of("DASHBOARD_VIEWER_USER", "eve", "DASHBOARD_VIEWER_PASSWORD_HASH", TestPassword.HASH),
        "need DASHBOARD_USER or DASHBOARD_OPERATORS too");
  }

  @ParameterizedTest
  @CsvSource({
    "long enough so",
    "$2b$04$lMtHNuEsU.TwOtc9XwQ9.uQ1BhkrBkrmxMRHy8xFe/EvX6yOMZ2tG",
    "b$10$lMtHNuEsU.TwOtc9XwQ9.uQ1BhkrBkrmxMRHy8xFe/EvX6yOMZ2tG",
    "$1$abc$def",
  })
  void aHashMustBeBcryptAndIsNotShown(String hash) {
    assertThatThrownBy(() -> read(Deployment.LOCAL, with("DASHBOARD_PASSWORD_HASH", hash)))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("DASHBOARD_PASSWORD_HASH must be a bcrypt hash of cost 10 to 15")
        .hasMessageNotContaining(hash);
  }

  @Test
  void severalUsersHaveNamesAndRoles(@TempDir Path folder) throws IOException {
    Path viewers = folder.resolve("viewers");
    Files.writeString(viewers, "eve:%1$s\nزينب:%1$s\n".formatted(TestPassword.HASH));
    Map<String, String> settings =
        Map.of(
            "DASHBOARD_OPERATORS",
            "ali:%1$s, sara of the shop:%1$s".formatted(TestPassword.HASH),
            "DASHBOARD_VIEWERS_FILE",
            viewers.toString());
    DashboardCredentials credentials = read(Deployment.PRODUCTION, settings);
    assertThat(credentials.isOpen()).isFalse();
    assertThat(credentials.logins())
        .extracting(login -> login.user() + " " + login.role())
        .containsExactly("ali OPERATOR", "sara of the shop OPERATOR", "eve VIEWER", "زينب VIEWER");
  }

  @Test
  void severalUsersStandBesideTheSingleOne() {
    assertThat(
            read(Deployment.PRODUCTION, with("DASHBOARD_OPERATORS", "sara:" + TestPassword.HASH))
                .logins())
        .extracting(DashboardCredentials.Login::user)
        .containsExactly("ali", "sara");
    assertRefused(with("DASHBOARD_VIEWERS", "ali:" + TestPassword.HASH), "two are \"ali\"");
  }

  @ParameterizedTest
  @CsvSource({"sara", "sara:a password in clear", ":$2b$10$x", "a:b:c"})
  void anEntryThatIsNoUserIsRefusedByItsPlaceAndNotShown(String entry) {
    assertThatThrownBy(() ->
            read(
                Deployment.LOCAL,
                with("DASHBOARD_VIEWERS", "eve:%s,%s".formatted(TestPassword.HASH, entry))))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("entry 2 of DASHBOARD_VIEWERS must be a name, a colon and a bcrypt")
        .hasMessageNotContaining(entry);
  }

  @Test
  void aSettingNamesTwentyUsersAtMost() {
    String users =
        IntStream.range(0, 21)
            .mapToObj(i -> "user %d:%s".formatted(i, TestPassword.HASH))
            .collect(Collectors.joining(","));
    assertRefused(Map.of("DASHBOARD_OPERATORS", users), "DASHBOARD_OPERATORS has more than 20");
  }

  @Test
  void tokensHaveNamesAndRoles() {
    Map<String, String> settings = new HashMap<>(with("DASHBOARD_TOKENS", "ci:" + SHA_256));
    settings.put(
        "DASHBOARD_VIEWER_TOKENS",
        "grafana:%s, wall.screen:%s".formatted("0b".repeat(32), "0c".repeat(32)));
    assertThat(read(Deployment.PRODUCTION, settings).tokens())
        .extracting(token -> token.name() + " " + token.role())
        .containsExactly("ci OPERATOR", "grafana VIEWER", "wall.screen VIEWER");
  }

  @ParameterizedTest
  @CsvSource({"a-token-in-clear", "ci:a-token-in-clear", ":0a0a", "ci:0a0a"})
  void aTokenInPlaceOfItsHashIsRefusedAndNotShown(String value) {
    assertThatThrownBy(() -> read(Deployment.LOCAL, with("DASHBOARD_TOKENS", value)))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("DASHBOARD_TOKENS must be a name, a colon and the SHA-256")
        .hasMessageNotContaining(value);
  }

  @Test
  void usersAndTokensHaveDifferentNames() {
    assertRefused(with("DASHBOARD_TOKENS", "ali:" + SHA_256), "two are \"ali\"");
    assertRefused(
        with("DASHBOARD_TOKENS", "ci:%s,ci:%s".formatted(SHA_256, SHA_256)), "two are \"ci\"");
  }

  @Test
  void tokensDifferWhateverTheirCase() {
    assertRefused(
        with("DASHBOARD_TOKENS", "a:%s,b:%s".formatted(SHA_256, SHA_256.toUpperCase(Locale.ROOT))),
        "two tokens of the dashboard are the same");
  }

  @Test
  void noTextOfCredentialsShowsAHash() {
    assertThat(read(Deployment.LOCAL, with("DASHBOARD_TOKENS", "ci:" + SHA_256)).toString())
        .contains("ali", "ci")
        .doesNotContain("$2b", SHA_256);
  }

  private static Map<String, String> with(String name, String value) {
    Map<String, String> settings = new HashMap<>(OPERATOR);
    settings.put(name, value);
    return settings;
  }

  private static void assertRefused(Map<String, String> settings, String words) {
    assertRefused(Deployment.LOCAL, settings, words);
  }

  private static void assertRefused(
      Deployment deployment, Map<String, String> settings, String words) {
    assertThatThrownBy(() -> read(deployment, settings))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(words);
  }

  private static DashboardCredentials read(Deployment deployment, Map<String, String> settings) {
    return DashboardCredentials.from(new Settings(settings::get), deployment);
  }
}
