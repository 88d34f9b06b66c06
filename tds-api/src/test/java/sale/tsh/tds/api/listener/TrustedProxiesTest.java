package sale.tsh.tds.api.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sale.tsh.tds.api.ApiProcess;
import sale.tsh.tds.api.dashboard.Caller;
import sale.tsh.tds.settings.Deployment;
import sale.tsh.tds.settings.SettingException;
import sale.tsh.tds.settings.Settings;

/** Proxies that the settings name. {@link AccessLogTest} tests the default. */
class TrustedProxiesTest {

  @ParameterizedTest
  @CsvSource({"10.0.0.5, false", "'10.0.0.5, 127.0.0.1', true", "127.0.0.0/24, true"})
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
        .allMatch(range -> range.first().isLoopbackAddress())
        .hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.5, 10.0.0.5, true",
    "10.0.0.5, 10.0.0.6, false",
    "10.0.0.0/24, 10.0.0.255, true",
    "10.0.0.0/24, 10.0.1.0, false",
    "10.0.0.77/24, 10.0.0.1, true",
    "10.0.0.0/9, 10.127.1.1, true",
    "10.0.0.0/9, 10.128.0.0, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/32, 2001:db9::1, false",
  })
  void aRangeHoldsTheAddressesThatBeginAlike(String range, String address, boolean inside) {
    assertThat(AddressRange.parse(range).orElseThrow().contains(InetAddress.ofLiteral(address)))
        .isEqualTo(inside);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nginx", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "/8", "::/129"})
  void refusesWhatIsNeitherAnAddressNorARange(String proxy) {
    assertThatThrownBy(() ->
            ApiSettings.from(
                new Settings(Map.of("API_TRUSTED_PROXIES", "10.0.0.5," + proxy)::get),
                Deployment.LOCAL))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("API_TRUSTED_PROXIES is \"%s\"".formatted(proxy));
  }
}
