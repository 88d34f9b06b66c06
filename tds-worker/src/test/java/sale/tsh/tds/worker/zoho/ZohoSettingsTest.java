package sale.tsh.tds.worker.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sale.tsh.tds.settings.SettingException;
import sale.tsh.tds.settings.Settings;

class ZohoSettingsTest {

  private final Map<String, String> environment =
      new HashMap<>(
          Map.of(
              "ZOHO_CLIENT_ID", "1000.CLIENT",
              "ZOHO_CLIENT_SECRET", "client-secret",
              "ZOHO_REFRESH_TOKEN", "1000.refresh",
              "ZOHO_ORGANIZATION_ID", "10234695"));

  private Optional<ZohoSettings> read() {
    return ZohoSettings.from(new Settings(environment::get));
  }

  @Test
  void withNoCredentialPullingIsOff() {
    environment.clear();
    assertThat(read()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ZOHO_CLIENT_ID",
        "ZOHO_CLIENT_SECRET",
        "ZOHO_REFRESH_TOKEN",
        "ZOHO_ORGANIZATION_ID"
      })
  void halfOfTheCredentialsIsRefused(String absent) {
    environment.remove(absent);
    assertThatThrownBy(this::read)
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("needs " + absent);
  }

  @ParameterizedTest
  @CsvSource({
    "com, https://www.zohoapis.com, https://accounts.zoho.com",
    "eu, https://www.zohoapis.eu, https://accounts.zoho.eu",
    "com.au, https://www.zohoapis.com.au, https://accounts.zoho.com.au",
    "ca, https://www.zohoapis.ca, https://accounts.zohocloud.ca",
  })
  void eachDataCenterHasItsHosts(String domain, String api, String accounts) {
    environment.put("ZOHO_DATA_CENTER", domain);
    assertThat(read().orElseThrow().api()).hasToString(api);
    assertThat(read().orElseThrow().accounts()).hasToString(accounts);
  }

  @ParameterizedTest
  @CsvSource({
    "ZOHO_DATA_CENTER, example.com",
    "ZOHO_API_URL, http://192.0.2.1",
    "ZOHO_API_URL, ftp://127.0.0.1",
    "ZOHO_ACCOUNTS_URL, https://192.0.2.1",
    "ZOHO_ORGANIZATION_ID, 12a",
    "ZOHO_API_DAILY_SHARE, 0",
    "ZOHO_API_DAILY_SHARE, 101",
    "ZOHO_API_MINUTE_LIMIT, 0",
    "ZOHO_API_DAILY_LIMIT, 9",
  })
  void aWrongValueIsRefusedByItsName(String name, String value) {
    environment.put(name, value);
    assertThatThrownBy(this::read).isInstanceOf(SettingException.class).hasMessageContaining(name);
  }

  @Test
  void noSecretIsShown() {
    assertThat(read().orElseThrow().toString()).doesNotContain("client-secret", "1000.refresh");
    assertThat(read().orElseThrow().fingerprint()).hasSize(16).doesNotContain("refresh");
  }
}
