package sale.tsh.tds.api.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sale.tsh.tds.api.ApiProcess;
import sale.tsh.tds.api.dashboard.Caller;
import sale.tsh.tds.settings.Deployment;
import sale.tsh.tds.settings.SettingException;
import sale.tsh.tds.settings.Settings;

/** Proxies that the settings name. {@link AccessLogTest} tests the default. */
class TrustedProxiesTest {

  @ParameterizedTest
  @CsvSource({"10.0.0.5, false", "'10.0.0.5, 127.0.0.1', true"})
  void trustsOnlyTheProxiesOfTheSettings(String proxies, boolean believed) {
    try (ApiProcess api = new ApiProcess(Map.of("API_TRUSTED_PROXIES", proxies))) {
      String transport =
          Caller.of(api.port())
              .with("X-Forwarded-Proto", "https")
              .get("/health")
              .header("Strict-Transport-Security");
      assertThat(!transport.isEmpty()).isEqualTo(believed);
    }
  }

  @Test
  void trustsProxiesOnThisMachineByDefault() {
    assertThat(ApiSettings.from(new Settings(name -> null), Deployment.LOCAL).trustedProxies())
        .allMatch(InetAddress::isLoopbackAddress)
        .hasSize(2);
  }

  @Test
  void refusesANameInPlaceOfAnAddress() {
    assertThatThrownBy(() ->
            ApiSettings.from(
                new Settings(Map.of("API_TRUSTED_PROXIES", "10.0.0.5,nginx")::get),
                Deployment.LOCAL))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("API_TRUSTED_PROXIES is \"nginx\"");
  }
}
