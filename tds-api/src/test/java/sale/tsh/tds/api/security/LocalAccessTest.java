package sale.tsh.tds.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sale.tsh.tds.api.dashboard.DashboardTest;

/** With {@code ENVIRONMENT=local} the dashboard is open, but only to this machine. */
class LocalAccessTest extends DashboardTest {

  @Test
  void everythingAnswersWithoutCredentials() {
    assertThat(api.get("/dashboard/metrics").status()).isEqualTo(200);
    assertThat(api.get("/openapi.json").status()).isEqualTo(200);
    assertThat(
            api.post("/dashboard/dead-letter/00000000-0000-0000-0000-000000000000/retry").status())
        .isEqualTo(404);
  }

  /** A script for a server then also runs against the local API. */
  @Test
  void unneededCredentialsDoNoHarm() {
    assertThat(api.as("operator", "whatever").get("/dashboard/metrics").status()).isEqualTo(200);
  }

  @Test
  void anotherSitesPageCannotAct() {
    assertProblem(
        api.with("Origin", "https://evil.example")
            .post("/dashboard/dead-letter/00000000-0000-0000-0000-000000000000/retry"),
        403,
        "Another site");
  }

  /** A name that a foreign page has pointed at this machine, or a server without ENVIRONMENT. */
  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "api.tsh.sale", "127.0.0.1.evil.example"})
  void aForeignNameForThisMachineReachesNothing(String host) {
    assertProblem(
        api.with("X-Forwarded-Host", host).get("/dashboard/metrics"), 403, "at localhost only");
    assertThat(api.with("X-Forwarded-Host", host).get("/health").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:8001", "127.0.0.1", "[::1]:8001", "tds.localhost"})
  void thisMachinesNamesReachTheDashboard(String host) {
    assertThat(api.with("X-Forwarded-Host", host).get("/dashboard/metrics").status())
        .isEqualTo(200);
  }
}
