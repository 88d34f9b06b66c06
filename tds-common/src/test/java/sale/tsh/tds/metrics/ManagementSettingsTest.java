package sale.tsh.tds.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sale.tsh.tds.settings.SettingException;
import sale.tsh.tds.settings.Settings;

class ManagementSettingsTest {

  private static final String PASSWORD = "a long secret: ä";
  private static final Map<String, String> OPENED =
      Map.of(
          "MANAGEMENT_HOST",
          "0.0.0.0",
          "MANAGEMENT_USER",
          "prometheus",
          "MANAGEMENT_PASSWORD",
          PASSWORD);

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "10.0.0.5"})
  void addressThatOthersReachNeedsAnAccount(String host) {
    assertThatThrownBy(() -> read(Map.of("MANAGEMENT_HOST", host)))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("MANAGEMENT_HOST is ")
        .hasMessageEndingWith("needs MANAGEMENT_USER and MANAGEMENT_PASSWORD");
  }

  @Test
  void loopbackNeedsNoAccount() {
    ManagementSettings settings = read(Map.of("MANAGEMENT_HOST", "::1"));
    assertThat(settings.host().isLoopbackAddress()).isTrue();
    assertThat(settings.admits("127.0.0.1", "[::1]:9001", "/actuator/prometheus", null)).isTrue();
  }

  /** A foreign page may have pointed its own name at this machine to read the answers. */
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:9001, true",
    "localhost:9001, true",
    "LOCALHOST, true",
    "tds.localhost:9001, true",
    "[::1]:9001, true",
    ", true",
    "evil.example, false",
    "evil.example:9001, false",
    "localhost.evil.example:9001, false",
    "127.0.0.1.evil.example:9001, false",
    "127.0.0.1:9001.evil.example, false",
    "'', false",
  })
  void portWithoutAnAccountAnswersAtThisMachinesNamesOnly(
      @Nullable String called, boolean admitted) {
    ManagementSettings settings = read(Map.of());
    assertThat(settings.admits("127.0.0.1", called, "/actuator/prometheus", null))
        .isEqualTo(admitted);
    assertThat(settings.admits("127.0.0.1", called, "/actuator/health", null)).isEqualTo(admitted);
    assertThat(settings.refusal().status()).isEqualTo(403);
    assertThat(settings.refusal().text()).contains("MANAGEMENT_USER", "localhost");
    assertThat(settings.refusal().headers()).doesNotContainKey("WWW-Authenticate");
  }

  @Test
  void nameInTheSettingsIsOurs() {
    ManagementSettings settings =
        new ManagementSettings(InetAddress.getLoopbackAddress(), "tds-1", Optional.empty());
    assertThat(settings.admits("::1", "TDS-1:9001", "/actuator/prometheus", null)).isTrue();
    assertThat(settings.admits("::1", "tds-10:9001", "/actuator/prometheus", null)).isFalse();
  }

  @Test
  void refusalNamesTheVariable() {
    assertThatThrownBy(() -> read(Map.of("MANAGEMENT_HOST", "no such host")))
        .hasMessageStartingWith("MANAGEMENT_HOST is \"no such host\" but must be");
    assertThatThrownBy(() -> read(Map.of("MANAGEMENT_USER", "prometheus")))
        .hasMessage("MANAGEMENT_USER and MANAGEMENT_PASSWORD go together");
    assertThatThrownBy(
            () -> read(Map.of("MANAGEMENT_USER", "prometheus", "MANAGEMENT_PASSWORD", "short")))
        .hasMessage("MANAGEMENT_PASSWORD must have at least 12 characters");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.7, /actuator/prometheus, , false",
    "127.0.0.1, /actuator/prometheus, , false",
    "10.0.0.7, /actuator/health, , false",
    "127.0.0.1, /actuator/health, , true",
    "127.0.0.1, /actuator/health/liveness, , true",
    "::1, /actuator/health/readiness, , true",
    "0:0:0:0:0:0:0:1, /actuator/health, , true",
    "127.0.0.1, /actuator/healthy, , false",
    "127.0.0.1, /actuator, , false",
  })
  void onlyHealthIsOpenAndOnlyToThisMachine(
      String caller, String path, @Nullable String authorization, boolean admitted) {
    assertThat(read(OPENED).admits(caller, "127.0.0.1:9001", path, authorization))
        .isEqualTo(admitted);
    assertThat(read(OPENED).admits(caller, "evil.example:9001", path, authorization)).isFalse();
    assertThat(read(OPENED).refusal().status()).isEqualTo(401);
    assertThat(read(OPENED).refusal().headers()).containsKey("WWW-Authenticate");
  }

  @Test
  void accountMayReadFromAnywhereByAnyName() {
    assertThat(prometheus("Basic " + base64("prometheus:" + PASSWORD))).isTrue();
    assertThat(prometheus("basic  " + base64("prometheus:" + PASSWORD))).isTrue();
  }

  @Test
  void callerWithAWrongPasswordMayNotRead() {
    assertThat(prometheus("Basic " + base64("prometheus:a long secret: a"))).isFalse();
    assertThat(prometheus("Basic " + base64("somebody:" + PASSWORD))).isFalse();
    assertThat(prometheus("Bearer " + base64("prometheus:" + PASSWORD))).isFalse();
    assertThat(prometheus("Basic")).isFalse();
    assertThat(prometheus("Basic ")).isFalse();
    assertThat(prometheus("")).isFalse();
  }

  private static boolean prometheus(String authorization) {
    return read(OPENED)
        .admits("10.0.0.7", "tds.example:9001", "/actuator/prometheus", authorization);
  }

  private static String base64(String credentials) {
    return Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  private static ManagementSettings read(Map<String, String> variables) {
    return ManagementSettings.from(new Settings(variables::get));
  }
}
