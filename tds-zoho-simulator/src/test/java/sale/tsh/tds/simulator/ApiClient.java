package sale.tsh.tds.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the simulator as a puller calls Zoho. */
final class ApiClient implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;
  private String token = "";

  ApiClient(ZohoSimulator zoho) {
    this.base = zoho.baseUri();
  }

  /** The access token of the next calls. */
  void use(String accessToken) {
    this.token = accessToken;
  }

  /** Gets a token with the right secrets and uses it. */
  String refresh() {
    String given = json(token(secrets())).path("access_token").asString("");
    use(given);
    return given;
  }

  static Map<String, String> secrets() {
    return new TreeMap<>(
        Map.of(
            "grant_type", "refresh_token",
            "client_id", ZohoSimulator.CLIENT_ID,
            "client_secret", ZohoSimulator.CLIENT_SECRET,
            "refresh_token", ZohoSimulator.REFRESH_TOKEN));
  }

  HttpResponse<String> token(Map<String, String> form) {
    return send(
        HttpRequest.newBuilder(base.resolve("/oauth/v2/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(encoded(form))));
  }

  /** Calls a path for the organisation, with parameters as names and values in turn. */
  HttpResponse<String> get(String path, String... parameters) {
    Map<String, String> all = new TreeMap<>();
    all.put("organization_id", ZohoSimulator.ORGANIZATION_ID);
    for (int name = 0; name < parameters.length; name += 2) {
      all.put(parameters[name], parameters[name + 1]);
    }
    return raw("GET", path + "?" + encoded(all), "");
  }

  HttpResponse<String> raw(String method, String pathAndQuery, String body) {
    HttpRequest.Builder call =
        HttpRequest.newBuilder(base.resolve(pathAndQuery))
            .method(method, BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      call.header("Authorization", "Zoho-oauthtoken " + token);
    }
    return send(call);
  }

  JsonNode list(String path, String... parameters) {
    return json(get(path, parameters));
  }

  static JsonNode json(HttpResponse<String> answer) {
    return JSON.readTree(answer.body());
  }

  /** One member of each row. */
  static List<String> column(JsonNode rows, String member) {
    return rows.valueStream().map(row -> row.path(member).asString("")).toList();
  }

  private HttpResponse<String> send(HttpRequest.Builder call) {
    try {
      return http.send(call.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  @Override
  public void close() {
    http.close();
  }
}
