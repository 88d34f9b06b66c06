package sale.tsh.tds.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Zoho's OAuth: gives access tokens for the one refresh token, and knows which are alive. */
public final class SimulatedTokens {

  static final String PATH = "/oauth/v2/token";

  private static final Duration LIFE = Duration.ofHours(1);
  private static final int MOST_ALIVE = 15;
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final int MOST_IN_WINDOW = 10;

  private final InstantSource clock;
  private final Map<String, Instant> ends = new LinkedHashMap<>();
  private final Deque<Instant> given = new ArrayDeque<>();
  private final Set<String> missingScopes = ConcurrentHashMap.newKeySet();
  private String refreshToken = ZohoSimulator.REFRESH_TOKEN;
  private String apiDomain = "";
  private long total;

  SimulatedTokens(InstantSource clock) {
    this.clock = clock;
  }

  /** Returns how many access tokens were given. */
  public synchronized long given() {
    return total;
  }

  /** Kills all access tokens that are alive. A new one can be had. */
  public synchronized void expireAll() {
    ends.clear();
  }

  /** Kills the refresh token, as an administrator does. Access tokens stay alive. */
  public void revokeRefreshToken() {
    replaceRefreshToken("");
  }

  /** Lets another refresh token be the only valid one. */
  public synchronized void replaceRefreshToken(String token) {
    refreshToken = token;
  }

  /** Takes a scope away from all tokens, such as {@code ZohoBooks.invoices.READ}. */
  public void removeScope(String scope) {
    missingScopes.add(scope);
  }

  /** Gives a scope back to all tokens. */
  public void addScope(String scope) {
    missingScopes.remove(scope);
  }

  /** Names the host that answers tell callers to use. */
  public synchronized void apiDomain(String domain) {
    apiDomain = domain;
  }

  boolean hasScope(String scope) {
    return !missingScopes.contains(scope);
  }

  synchronized boolean isAlive(String token) {
    Instant end = ends.get(token);
    return end != null && clock.instant().isBefore(end);
  }

  synchronized SimulatedAnswer answer(Map<String, String> form) {
    if (!"refresh_token".equals(form.get("grant_type"))) {
      return refused("unsupported_grant_type");
    }
    if (!ZohoSimulator.CLIENT_ID.equals(form.get("client_id"))) {
      return refused("invalid_client");
    }
    if (!ZohoSimulator.CLIENT_SECRET.equals(form.get("client_secret"))) {
      return refused("invalid_client_secret");
    }
    if (refreshToken.isEmpty() || !refreshToken.equals(form.get("refresh_token"))) {
      return refused("invalid_code");
    }
    Instant now = clock.instant();
    given.removeIf(time -> !time.isAfter(now.minus(WINDOW)));
    return given.size() < MOST_IN_WINDOW ? give(now) : throttled();
  }

  private SimulatedAnswer give(Instant now) {
    given.add(now);
    total++;
    ends.values().removeIf(end -> !now.isBefore(end));
    if (ends.size() >= MOST_ALIVE) {
      ends.remove(ends.keySet().iterator().next());
    }
    String token = "1000.simulated-" + total;
    ends.put(token, now.plus(LIFE));
    return SimulatedAnswer.of(
        200,
        JsonNodeFactory.instance
            .objectNode()
            .put("access_token", token)
            .put("expires_in", LIFE.toSeconds())
            .put("api_domain", apiDomain)
            .put("token_type", "Bearer"));
  }

  /** Zoho refuses with the status of success. */
  static SimulatedAnswer refused(String error) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("error", error);
    return SimulatedAnswer.of(200, body);
  }

  static SimulatedAnswer throttled() {
    return SimulatedAnswer.of(
        400,
        JsonNodeFactory.instance
            .objectNode()
            .put(
                "error_description",
                "You have made too many requests continuously. Please try again after some time.")
            .put("error", "Access Denied")
            .put("status", "failure"));
  }
}
