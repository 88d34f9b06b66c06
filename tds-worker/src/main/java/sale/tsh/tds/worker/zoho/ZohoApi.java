package sale.tsh.tds.worker.zoho;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.worker.zoho.HttpExchange.RawAnswer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gets answers from Zoho's API. Each call takes its place in the budget, has a valid token, and is
 * counted. An answer that asks for a pause pauses all pulling, so the next call is denied.
 */
public final class ZohoApi {

  private static final Logger log = LoggerFactory.getLogger(ZohoApi.class);

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final ZohoSettings settings;
  private final CallBudget budget;
  private final AccessTokens tokens;
  private final HttpExchange http;
  private final TroublePolicy troubles;

  public ZohoApi(
      JdbcClient jdbc,
      ZohoSettings settings,
      CallBudget budget,
      InstantSource clock,
      RandomGenerator random,
      String owner) {
    this.settings = settings;
    this.budget = budget;
    this.http = new HttpExchange(TIMEOUT);
    this.tokens = new AccessTokens(jdbc, settings, http, clock, owner);
    this.troubles = new TroublePolicy(budget, random);
  }

  /**
   * The object that Zoho answered with.
   *
   * @param path below the API's host, without a slash at its start
   * @param query without the organisation, which the call names
   * @param reserve the calls of today that are kept for more urgent uses
   * @throws CallDeniedException if no call was made
   */
  public ObjectNode get(String path, Map<String, String> query, int reserve)
      throws ZohoException, CallDeniedException, InterruptedException {
    Map<String, String> ofOrganization = new LinkedHashMap<>();
    ofOrganization.put("organization_id", settings.organizationId());
    ofOrganization.putAll(query);
    return getWithoutOrganization(path, ofOrganization, reserve);
  }

  /** The same for a path that is not about one organisation. */
  ObjectNode getWithoutOrganization(String path, Map<String, String> query, int reserve)
      throws ZohoException, CallDeniedException, InterruptedException {
    try {
      ObjectNode answer = getOnce(path, query, reserve, "");
      budget.succeeded();
      return answer;
    } catch (ZohoException e) {
      troubles.meet(e.fault());
      throw e;
    }
  }

  /** Asks for a new token once, since Zoho may end a token early. */
  private ObjectNode getOnce(String path, Map<String, String> query, int reserve, String refused)
      throws ZohoException, CallDeniedException, InterruptedException {
    budget.take(reserve);
    String token = tokens.get(refused);
    RawAnswer answer =
        http.send(
            HttpRequest.newBuilder(address(path, query))
                .header("Authorization", "Zoho-oauthtoken " + token)
                .header("Accept", "application/json"));
    budget.learn(answer.headers());
    log.debug(
        "Zoho answered {} to {} with {} characters, for one call; {} of the day's calls are left",
        answer.status(),
        path,
        answer.body().length(),
        answer.headers().firstValue("X-Rate-Limit-Remaining").orElse("an unknown number"));
    try {
      return AnswerReader.read(answer.status(), answer.body());
    } catch (ZohoException e) {
      if (e.fault() instanceof ZohoFault.ScopeMissing && refused.isEmpty()) {
        return getOnce(path, query, reserve, token);
      }
      throw e;
    }
  }

  private URI address(String path, Map<String, String> query) {
    String parameters =
        query.entrySet().stream()
            .map(each ->
                each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return URI.create("%s/%s?%s".formatted(settings.api(), path, parameters));
  }
}
