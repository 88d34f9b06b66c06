package sale.tsh.tds.api.http;

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
import sale.tsh.tds.settings.Environment;
import sale.tsh.tds.settings.SettingException;

/** Proxies that the settings name; {@link AccessLogTest} has those that are trusted by default. */
class TrustedProxiesTest {

  @ParameterizedTest
  @CsvSource({"10.0.0.5, false", "'10.0.0.5, 127.0.0.1', true"})
  void onlyThoseAreBelieved(String proxies, boolean believed) {
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
  void byDefaultThoseOnThisMachineAre() {
    assertThat(ApiSettings.from(new Environment(name -> null), Deployment.LOCAL).trustedProxies())
        .allMatch(InetAddress::isLoopbackAddress)
        .hasSize(2);
  }

  @Test
  void aNameIsNoAddress() {
    assertThatThrownBy(
            () ->
                ApiSettings.from(
                    new Environment(Map.of("API_TRUSTED_PROXIES", "10.0.0.5,nginx")::get),
                    Deployment.LOCAL))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("API_TRUSTED_PROXIES is \"nginx\"");
  }
}
