package sale.tsh.tds.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import sale.tsh.tds.metrics.HealthCommand;
import sale.tsh.tds.settings.SettingException;
import sale.tsh.tds.settings.Settings;

/**
 * Checks the management port of a process that an operator has opened to other machines. Here it
 * listens at another address of this machine.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ManagementContract {

  private static final String METRICS = "/actuator/prometheus";

  private final Class<?> process;
  private final String portProperty;
  private final String[] settings;
  private final HttpClient client = HttpClient.newHttpClient();
  private final TestDatabase database = TestDatabase.migrated();
  private final ConfigurableApplicationContext context;

  /**
   * @param portProperty the property with the opened port
   * @param settings the settings that the process needs in addition to the database to start
   */
  protected ManagementContract(Class<?> process, String portProperty, String... settings) {
    this.process = process;
    this.portProperty = portProperty;
    this.settings = settings;
    this.context =
        start(
            "MANAGEMENT_HOST=127.0.0.2",
            "MANAGEMENT_USER=prometheus",
            "MANAGEMENT_PASSWORD=a long secret");
  }

  @AfterAll
  void stop() {
    context.close();
    database.close();
  }

  @Test
  void metricsAskForTheAccount() throws Exception {
    HttpResponse<String> asked = get(METRICS);
    assertThat(asked.statusCode()).isEqualTo(401);
    assertThat(asked.headers().firstValue("WWW-Authenticate"))
        .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Basic "));
    assertThat(asked.body()).doesNotContain("tds_");
    assertThat(get(METRICS, "Authorization", basic("a wrong secret")).statusCode()).isEqualTo(401);
    assertThat(get("/actuator").statusCode()).isEqualTo(401);
    assertThat(get("/actuator/health/../prometheus").statusCode()).isNotEqualTo(200);

    HttpResponse<String> shown = get(METRICS, "Authorization", basic("a long secret"));
    assertThat(shown.statusCode()).isEqualTo(200);
    assertThat(shown.body()).contains("tds_queue_depth");
  }

  @Test
  void thisMachinesChecksOfHealthDoNot() throws Exception {
    assertThat(get("/actuator/health").statusCode()).isEqualTo(200);
    assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
  }

  @Test
  void theHealthCommandPrintsTheAnswer() {
    assertThat(health("readiness"))
        .satisfies(ready -> {
          assertThat(ready.exitCode()).isZero();
          assertThat(ready.printed()).startsWith("{").contains("\"status\":\"UP\"");
        });
    assertThat(health("liveness").exitCode()).isZero();
    assertThat(health("metrics").exitCode()).isEqualTo(2);
    assertThat(health("readiness", "MANAGEMENT_HOST", "127.0.0.1").exitCode())
        .as("it does not listen there")
        .isOne();
  }

  private PrintedHealth health(String word, String... changed) {
    Map<String, String> variables = new HashMap<>();
    variables.put("PORT", context.getEnvironment().getRequiredProperty(portProperty));
    variables.put("MANAGEMENT_HOST", "127.0.0.2");
    variables.put("MANAGEMENT_USER", "prometheus");
    variables.put("MANAGEMENT_PASSWORD", "a long secret");
    for (int i = 0; i < changed.length; i += 2) {
      variables.put(changed[i], changed[i + 1]);
    }
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
    int exitCode =
        new HealthCommand(new Settings(variables::get), stream, stream)
            .run("PORT", 1, List.of(word));
    return new PrintedHealth(exitCode, printed.toString(StandardCharsets.UTF_8));
  }

  private record PrintedHealth(int exitCode, String printed) {}

  /** The caller is the connected machine, because a header could name any machine. */
  @Test
  void noHeaderSaysWhoCalls() throws Exception {
    assertThat(get("/actuator/health", "X-Forwarded-For", "10.1.2.3").statusCode()).isEqualTo(200);
  }

  /** A foreign page that has pointed its own name here must not read what its visitor may read. */
  @Test
  void withoutAnAccountNoForeignNameReachesIt() throws IOException {
    try (ConfigurableApplicationContext open = start()) {
      int port = open.getEnvironment().getRequiredProperty(portProperty, Integer.class);
      for (String path : List.of(METRICS, "/actuator", "/actuator/health", "/actuator/health/x")) {
        RawConnection.Answer refused = ask(port, path, "evil.example:" + port);
        assertThat(refused.status()).as(path).isEqualTo(403);
        assertThat(refused.body()).as(path).contains("MANAGEMENT_USER", "localhost");
      }
      for (String name : List.of("127.0.0.1", "localhost", "[::1]")) {
        RawConnection.Answer shown = ask(port, METRICS, name + ":" + port);
        assertThat(shown.status()).as(name).isEqualTo(200);
        assertThat(shown.body()).as(name).contains("tds_queue_depth");
      }
      assertThat(
              ask(port, METRICS, "localhost\r\nX-Forwarded-Host: evil\r\nX-Forwarded-Prefix: x")
                  .status())
          .isEqualTo(200);
    }
  }

  /** Such a query was once a fault, with lines in the log for each. */
  @Test
  void aMalformedQueryIsRefusedOrIgnored() throws IOException {
    try (ConfigurableApplicationContext open = start()) {
      int port = open.getEnvironment().getRequiredProperty(portProperty, Integer.class);
      for (String path : List.of(METRICS, "/actuator", "/actuator/health", "/nothing")) {
        for (String query : List.of("%zz", "a=%zz", "a=%ff", "=", "%00=1", "a=%ed%a0%80")) {
          assertThat(ask(port, path + "?" + query, "localhost").status())
              .as("%s?%s", path, query)
              .isIn(200, 400, 404);
        }
      }
    }
  }

  @Test
  void itIsOpenThereAndNowhereElse() {
    assertThatThrownBy(() -> send("127.0.0.1", "/actuator/health"))
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void othersDoNotReachItWithoutAnAccount() {
    assertThatThrownBy(() -> start("MANAGEMENT_HOST=0.0.0.0").close())
        .rootCause()
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("MANAGEMENT_USER");
  }

  private ConfigurableApplicationContext start(String... management) {
    return new SpringApplicationBuilder(process)
        .properties("DATABASE_URL=" + database.databaseUrl(), "DATABASE_POOL_SIZE=2")
        .properties(settings)
        .properties(management)
        .run();
  }

  private static RawConnection.Answer ask(int port, String path, String host) throws IOException {
    try (RawConnection connection = new RawConnection(port)) {
      connection.send("GET %s HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(path, host));
      return connection.answer();
    }
  }

  private HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send("127.0.0.2", path, headers);
  }

  private HttpResponse<String> send(String host, String path, String... headers)
      throws IOException, InterruptedException {
    String port = context.getEnvironment().getRequiredProperty(portProperty);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static String basic(String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString(("prometheus:" + password).getBytes(StandardCharsets.UTF_8));
  }
}
