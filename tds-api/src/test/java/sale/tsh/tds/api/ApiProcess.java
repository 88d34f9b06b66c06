package sale.tsh.tds.api;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.testing.TestDatabase;
import tools.jackson.databind.JsonNode;

/** A running API on a free port with a separate database. */
public final class ApiProcess implements AutoCloseable {

  private final TestDatabase database = TestDatabase.empty();
  private final ConfigurableApplicationContext context;
  private final HttpClient client = HttpClient.newHttpClient();

  /** Starts with these settings and the address of the database. */
  public ApiProcess(Map<String, String> settings) {
    Stream<String> variables =
        Stream.concat(
            settings.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue()),
            Stream.of(
                "DATABASE_URL=" + database.databaseUrl(),
                "API_PORT=0",
                "API_MANAGEMENT_PORT=0",
                "DATABASE_POOL_SIZE=2"));
    try {
      context =
          new SpringApplicationBuilder(TdsApi.class)
              .properties(variables.toArray(String[]::new))
              .run();
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  public JdbcClient jdbc() {
    return database.jdbc();
  }

  /** Sends a POST. Headers are given as name and value in turn. */
  public Response post(String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  public Response get(String path) {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  /** The value of a counter. */
  public double counted(String name) {
    return context.getBean(MeterRegistry.class).get(name).counter().count();
  }

  /** The address of the API. */
  public int port() {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  /** The address of the metrics. */
  public int managementPort() {
    return context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  private Response send(HttpRequest request) {
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      return new Response(
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(""),
          response.body());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    context.close();
    database.close();
  }

  /** The answer to a call. */
  public record Response(int status, String contentType, String body) {

    public JsonNode json() {
      return Json.parse(body);
    }
  }
}
