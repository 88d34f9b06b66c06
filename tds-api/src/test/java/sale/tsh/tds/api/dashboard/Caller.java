package sale.tsh.tds.api.dashboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the running API as {@code curl} does. */
public final class Caller {

  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final String base;
  private final String[] headers;

  private Caller(String base, String... headers) {
    this.base = base;
    this.headers = headers;
  }

  /** A caller of the API on this port. */
  public static Caller of(int port) {
    return new Caller("http://127.0.0.1:" + port);
  }

  /** The same caller with these credentials. */
  public Caller as(String user, String password) {
    String credentials =
        Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    return with("Authorization", "Basic " + credentials);
  }

  /** The same caller with one more header. */
  public Caller with(String name, String value) {
    String[] more = java.util.Arrays.copyOf(headers, headers.length + 2);
    more[headers.length] = name;
    more[headers.length + 1] = value;
    return new Caller(base, more);
  }

  public Answer get(String path) {
    return call(HttpRequest.newBuilder().GET(), path);
  }

  public Answer post(String path) {
    return call(HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.noBody()), path);
  }

  public Answer post(String path, String json) {
    return with("Content-Type", "application/json")
        .call(HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(json)), path);
  }

  /** Calls with any method and no body. */
  public Answer call(String method, String path) {
    return call(HttpRequest.newBuilder().method(method, HttpRequest.BodyPublishers.noBody()), path);
  }

  private Answer call(HttpRequest.Builder request, String path) {
    request.uri(URI.create(base + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> response =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** An answer of the API. */
  public record Answer(int status, HttpHeaders headers, String body) {

    public JsonNode json() {
      return JSON.readTree(body);
    }

    public String header(String name) {
      return headers.firstValue(name).orElse("");
    }
  }
}
