package sale.tsh.tds.api.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.api.ApiProcess;
import sale.tsh.tds.api.dashboard.Caller;
import sale.tsh.tds.testing.TestDatabase;

/** A database that answers but takes no writes, such as a standby, counts as not ready. */
class ReadOnlyTest {

  @Test
  void everyHealthCheckReportsAReadOnlyDatabase() {
    try (ApiProcess api = new ApiProcess(Map.of())) {
      assertThat(api.get("/ready").body()).isEqualTo("{\"status\":\"ready\"}");
      assertThat(api.get("/health").json().propertyNames())
          .containsExactly("status", "app_name", "version", "timestamp");
      assertThat(readiness(api).status()).isEqualTo(200);

      TestDatabase.takeNoWrites(api.jdbc());

      await().untilAsserted(() -> assertTold(api));
    }
  }

  private static void assertTold(ApiProcess api) {
    ApiProcess.Response ready = api.get("/ready");
    assertThat(ready.status()).isEqualTo(503);
    assertThat(ready.body())
        .isEqualTo("{\"status\":\"not ready\",\"reason\":\"The database is read-only.\"}");
    ApiProcess.Response health = api.get("/health");
    assertThat(health.status()).isEqualTo(503);
    assertThat(health.json().path("status").asString()).isEqualTo("unhealthy");
    assertThat(health.json().path("reason").asString()).isEqualTo("The database is read-only.");
    assertThat(api.get("/ping").status()).isEqualTo(200);
    assertThat(readiness(api).status()).isEqualTo(503);
    assertThat(readiness(api).body()).contains("The database is read-only.");
    assertThat(machine(api, "liveness").status()).isEqualTo(200);
    assertThat(api.get("/dashboard/").body())
        .contains("Read-only", "the database takes no writes")
        .doesNotContain("no worker is alive");
    assertThat(api.post("/webhooks/items", "{\"item_id\":\"1\"}").status()).isEqualTo(503);
    assertThat(api.post("/dashboard/kinds/item/pause", "").status()).isEqualTo(503);
  }

  private static Caller.Answer readiness(ApiProcess api) {
    return machine(api, "readiness");
  }

  private static Caller.Answer machine(ApiProcess api, String group) {
    return Caller.of(api.managementPort()).get("/actuator/health/" + group);
  }
}
