package sale.tsh.tds.api.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.UUID;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import sale.tsh.tds.api.dashboard.Caller;
import sale.tsh.tds.testing.TestDatabase;
import sale.tsh.tds.testing.TestPassword;

/** The log line names user and address, also behind a proxy and despite false claims. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "API_PORT=0",
      "API_MANAGEMENT_PORT=0",
      "ENVIRONMENT=production",
      "WEBHOOK_API_KEY=a-key-for-webhooks",
      "DASHBOARD_USER=ali",
      "DASHBOARD_PASSWORD_HASH=" + TestPassword.HASH,
      "DASHBOARD_VIEWER_USER=sara",
      "DASHBOARD_VIEWER_PASSWORD_HASH=" + TestPassword.HASH,
    })
@ExtendWith(OutputCaptureExtension.class)
@Isolated("captures the output of this JVM")
class AccessLogTest {

  private static final String METRICS = "/dashboard/metrics";
  private static final String ACTION =
      "/dashboard/dead-letter/00000000-0000-0000-0000-000000000000/retry";

  @SuppressWarnings("resource")
  private static final TestDatabase DATABASE = TestDatabase.migrated();

  @LocalServerPort private int port;
  private final String id = UUID.randomUUID().toString();
  private Caller caller;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    properties.add("DATABASE_URL", DATABASE::databaseUrl);
  }

  @BeforeEach
  void callerWithAnId() {
    caller = Caller.of(port).with("X-Request-Id", id);
  }

  @Test
  void theLineNamesAnOperator(CapturedOutput output) {
    caller.as("ali", TestPassword.PASSWORD).get(METRICS);
    assertLogged(output, "127.0.0.1 as ali: GET /dashboard/metrics 200,");
  }

  @Test
  void theLineNamesAViewerWhoIsDenied(CapturedOutput output) {
    caller.as("sara", TestPassword.PASSWORD).post(ACTION);
    assertLogged(output, "127.0.0.1 as sara: POST " + ACTION + " 403,");
  }

  @Test
  void theLineNamesNobodyWithoutCredentials(CapturedOutput output) {
    caller.get(METRICS);
    assertLogged(output, "127.0.0.1 as -: GET /dashboard/metrics 401,");
  }

  @Test
  void theLineNamesNobodyWithAWrongPassword(CapturedOutput output) {
    caller.as("ali", "a guess").get(METRICS);
    assertLogged(output, "127.0.0.1 as -: GET /dashboard/metrics 401,");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, , 127.0.0.1",
    "127.0.0.1, 203.0.113.9, 203.0.113.9",
    "0:0:0:0:0:0:0:1, 2001:db8::9, 2001:db8::9",
    "10.0.0.5, 203.0.113.9, 10.0.0.5",
    "127.0.0.1, '203.0.113.9, 10.0.0.5', 10.0.0.5",
    "127.0.0.1, '192.0.2.66, 203.0.113.9', 203.0.113.9",
    "198.51.100.7, 203.0.113.9, 198.51.100.7",
    "127.0.0.1, 203.0.113.9:5678, 203.0.113.9",
    "127.0.0.1, '203.0.113.9:5678, 127.0.0.1:80', 203.0.113.9",
    "127.0.0.1, ::ffff:203.0.113.9, 203.0.113.9",
    "127.0.0.1, [2001:db8::9]:5678, 2001:db8::9",
    "127.0.0.1, [2001:db8::9], 2001:db8::9",
    "127.0.0.1, unknown, 127.0.0.1",
    "127.0.0.1, '203.0.113.9, unknown', 127.0.0.1",
    "127.0.0.1, '203.0.113.9, 10.0.0.5:99999999', 127.0.0.1",
  })
  void theAddressIsTheLastThatATrustedProxySaw(
      String peer, @Nullable String forwardedFor, String logged, CapturedOutput output) {
    Caller from = caller.with(PeerInHeader.HEADER, peer);
    (forwardedFor == null ? from : from.with("X-Forwarded-For", forwardedFor))
        .post("/webhooks/items", "{}");

    assertLogged(output, logged + " as -: POST /webhooks/items 401,");
    assertThat(
            DATABASE
                .jdbc()
                .sql(
                    "select remote_address from tds_inbox_events where headers ->> 'x-request-id' = :id")
                .param("id", id)
                .query(String.class)
                .single())
        .isEqualTo(logged);
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, 404", "198.51.100.7, 403"})
  void onlyATrustedProxyNamesOurHost(String peer, int status) {
    assertThat(
            caller
                .as("ali", TestPassword.PASSWORD)
                .with(PeerInHeader.HEADER, peer)
                .with("X-Forwarded-Host", "api.example.org")
                .with("Origin", "http://api.example.org")
                .post(ACTION)
                .status())
        .isEqualTo(status);
  }

  private void assertLogged(CapturedOutput output, String line) {
    await().untilAsserted(() -> assertThat(output).contains("request " + id));
    assertThat(output.toString().lines().filter(each -> each.endsWith("request " + id)))
        .singleElement()
        .asString()
        .contains(": " + line);
  }

  /** Gives a request of this machine the address of another machine. */
  @TestConfiguration
  @Order(Ordered.HIGHEST_PRECEDENCE)
  static class PeerInHeader implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    static final String HEADER = "X-Test-Peer";

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
      factory.addEngineValves(
          new ValveBase(true) {
            @Override
            public void invoke(Request request, Response response)
                throws IOException, ServletException {
              String peer = request.getHeader(HEADER);
              if (peer != null) {
                request.setRemoteAddr(peer);
              }
              getNext().invoke(request, response);
            }
          });
    }
  }
}
