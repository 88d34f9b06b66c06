package sale.tsh.tds.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.simulator.ZohoSimulator;
import sale.tsh.tds.testing.Tables;
import sale.tsh.tds.testing.TestDatabase;
import tools.jackson.databind.node.ObjectNode;

/** Secrets of Zoho are in no log at any level, no metric, and no table but the token's. */
@ExtendWith(OutputCaptureExtension.class)
@Isolated("captures the output of this JVM, and sets the level of its log")
class PullSecretsTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final TestDatabase database = TestDatabase.migrated();
  private final ZohoSimulator zoho = ZohoSimulator.start(0);

  @AfterEach
  void stop() {
    LoggingSystem.get(getClass().getClassLoader()).setLogLevel("ROOT", LogLevel.INFO);
    zoho.close();
    database.close();
  }

  /** The token is refused in the end, so that reasons and errors are there too. */
  @Test
  void secretsAppearNowhereElse(CapturedOutput log) throws Exception {
    String contact =
        zoho.put("contact", (ObjectNode) Json.parse("{\"contact_name\":\"Amal\"}"))
            .path("contact_id")
            .asString();
    String shown;
    try (ConfigurableApplicationContext worker = start()) {
      await().atMost(PATIENCE).until(() -> database.count("zoho.contacts") == 1);
      zoho.tokens().expireAll();
      zoho.tokens().revokeRefreshToken();
      database
          .jdbc()
          .sql(
              "insert into tds_pull_requests (action, kind, entity_id, requested_by) values ('pull', 'contact', ?, 'test')")
          .param(contact)
          .update();
      await()
          .atMost(PATIENCE)
          .until(() -> database.count("tds_pull_budgets where paused_until = 'infinity'") == 1);
      shown =
          scrape(worker.getEnvironment().getRequiredProperty("local.server.port"))
              + Tables.content(database.jdbc(), "tds_zoho_tokens");
    }
    String token =
        database
            .jdbc()
            .sql("select access_token from tds_zoho_tokens")
            .query(String.class)
            .single();
    assertThat(log.toString()).contains("Zoho answered 200 to books/v3/contacts", "invalid_code");
    assertThat(shown).contains("tds_pulling_calls_today", "Amal", "invalid_code");
    for (String secret : List.of(ZohoSimulator.CLIENT_SECRET, ZohoSimulator.REFRESH_TOKEN, token)) {
      assertThat(log.toString().contains(secret)).as("%s in the log", secret).isFalse();
      assertThat(shown.contains(secret)).as("%s in a table or metric", secret).isFalse();
    }
  }

  private ConfigurableApplicationContext start() {
    return new SpringApplicationBuilder(TdsWorker.class)
        .properties(
            "DATABASE_URL=" + database.databaseUrl(),
            "WORKER_MANAGEMENT_PORT=0",
            "DATABASE_POOL_SIZE=2",
            "LOG_LEVEL=TRACE",
            "ZOHO_CLIENT_ID=" + ZohoSimulator.CLIENT_ID,
            "ZOHO_CLIENT_SECRET=" + ZohoSimulator.CLIENT_SECRET,
            "ZOHO_REFRESH_TOKEN=" + ZohoSimulator.REFRESH_TOKEN,
            "ZOHO_ORGANIZATION_ID=" + ZohoSimulator.ORGANIZATION_ID,
            "ZOHO_API_URL=" + zoho.baseUri(),
            "ZOHO_ACCOUNTS_URL=" + zoho.baseUri())
        .run();
  }

  private static String scrape(String port) throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + port + "/actuator/prometheus");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
    }
  }
}
