package sale.tsh.tds.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sale.tsh.tds.settings.Environment;
import sale.tsh.tds.settings.SettingException;

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
  void anAddressThatOthersReachNeedsAnAccount(String host) {
    assertThatThrownBy(() -> read(Map.of("MANAGEMENT_HOST", host)))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("MANAGEMENT_HOST is ")
        .hasMessageEndingWith("needs MANAGEMENT_USER and MANAGEMENT_PASSWORD");
  }

  @Test
  void onLoopbackWhoeverReachesThePortMayLook() {
    ManagementSettings settings = read(Map.of("MANAGEMENT_HOST", "::1"));
    assertThat(settings.host().isLoopbackAddress()).isTrue();
    assertThat(settings.admits("127.0.0.1", "/actuator/prometheus", null)).isTrue();
  }

  @Test
  void aWrongValueNamesItsVariable() {
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
    assertThat(read(OPENED).admits(caller, path, authorization)).isEqualTo(admitted);
  }

  @Test
  void theAccountMayLookFromAnywhere() {
    assertThat(prometheus("Basic " + base64("prometheus:" + PASSWORD))).isTrue();
    assertThat(prometheus("basic  " + base64("prometheus:" + PASSWORD))).isTrue();
  }

  @Test
  void nobodyElseMay() {
    assertThat(prometheus("Basic " + base64("prometheus:a long secret: a"))).isFalse();
    assertThat(prometheus("Basic " + base64("somebody:" + PASSWORD))).isFalse();
    assertThat(prometheus("Bearer " + base64("prometheus:" + PASSWORD))).isFalse();
    assertThat(prometheus("Basic")).isFalse();
    assertThat(prometheus("Basic ")).isFalse();
    assertThat(prometheus("")).isFalse();
  }

  private static boolean prometheus(String authorization) {
    return read(OPENED).admits("10.0.0.7", "/actuator/prometheus", authorization);
  }

  private static String base64(String credentials) {
    return Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  private static ManagementSettings read(Map<String, String> environment) {
    return ManagementSettings.from(new Environment(environment::get));
  }
}
