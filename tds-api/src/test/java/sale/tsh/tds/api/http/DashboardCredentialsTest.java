package sale.tsh.tds.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sale.tsh.tds.settings.Deployment;
import sale.tsh.tds.settings.Environment;
import sale.tsh.tds.settings.SettingException;

class DashboardCredentialsTest {

  @Test
  void aLocalDashboardIsOpenUnlessCredentialsAreSet() {
    assertThat(read(Deployment.LOCAL, Map.of()).isOpen()).isTrue();
    assertThat(
            read(
                    Deployment.LOCAL,
                    Map.of("DASHBOARD_USER", "ali", "DASHBOARD_PASSWORD", "long enough so"))
                .isOpen())
        .isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"STAGING", "PRODUCTION"})
  void elsewhereItDoesNotStartWithoutCredentials(Deployment deployment) {
    assertRefused(
        deployment,
        Map.of(),
        "ENVIRONMENT=%s needs DASHBOARD_USER and DASHBOARD_PASSWORD"
            .formatted(deployment.name().toLowerCase(java.util.Locale.ROOT)));
  }

  @Test
  void aWrongValueNamesItsVariable() {
    assertRefused(
        Deployment.LOCAL, Map.of("DASHBOARD_USER", "ali"), "DASHBOARD_USER and DASHBOARD_PASSWORD");
    assertRefused(
        Deployment.LOCAL,
        Map.of("DASHBOARD_USER", "ali", "DASHBOARD_PASSWORD", "short"),
        "DASHBOARD_PASSWORD must have at least 12 characters");
    assertRefused(
        Deployment.LOCAL,
        Map.of("DASHBOARD_USER", "a:b", "DASHBOARD_PASSWORD", "long enough so"),
        "without a colon");
    assertRefused(
        Deployment.LOCAL,
        Map.of("DASHBOARD_VIEWER_USER", "eve", "DASHBOARD_VIEWER_PASSWORD", "long enough so"),
        "needs DASHBOARD_USER");
    assertRefused(
        Deployment.LOCAL,
        Map.of(
            "DASHBOARD_USER", "ali",
            "DASHBOARD_PASSWORD", "long enough so",
            "DASHBOARD_VIEWER_USER", "ali",
            "DASHBOARD_VIEWER_PASSWORD", "long enough too"),
        "must differ");
  }

  @Test
  void noTextOfItShowsAPassword() {
    DashboardCredentials credentials =
        read(
            Deployment.LOCAL,
            Map.of("DASHBOARD_USER", "ali", "DASHBOARD_PASSWORD", "long enough so"));
    assertThat(credentials.toString()).contains("ali").doesNotContain("long enough");
  }

  private static void assertRefused(
      Deployment deployment, Map<String, String> settings, String words) {
    assertThatThrownBy(() -> read(deployment, settings))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(words);
  }

  private static DashboardCredentials read(Deployment deployment, Map<String, String> settings) {
    return DashboardCredentials.from(new Environment(settings::get), deployment);
  }
}
