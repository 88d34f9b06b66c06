package sale.tsh.tds.worker.zoho;

import static sale.tsh.tds.worker.zoho.ZohoFault.TokenRefused;
import static sale.tsh.tds.worker.zoho.ZohoFault.TokenThrottled;
import static sale.tsh.tds.worker.zoho.ZohoFault.Unavailable;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.refusal.Excerpt;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The access token of the organisation. One row holds it for all processes and over restarts,
 * because Zoho gives only ten in ten minutes, and each new one may end an older one.
 */
public final class AccessTokens {

  private static final Logger log = LoggerFactory.getLogger(AccessTokens.class);

  /** A token is renewed this long before its end. */
  private static final Duration MARGIN = Duration.ofMinutes(5);

  /** How long one process alone may ask for a new token. */
  private static final Duration RENEWAL = Duration.ofMinutes(1);

  private final JdbcClient jdbc;
  private final ZohoSettings settings;
  private final HttpExchange http;
  private final InstantSource clock;
  private final String owner;

  AccessTokens(
      JdbcClient jdbc,
      ZohoSettings settings,
      HttpExchange http,
      InstantSource clock,
      String owner) {
    this.jdbc = jdbc;
    this.settings = settings;
    this.http = http;
    this.clock = clock;
    this.owner = owner;
  }

  /**
   * A token that is valid for some minutes at least.
   *
   * @param refused a token that Zoho has just refused, empty if none was
   * @throws CallDeniedException if another process is renewing it
   */
  String get(String refused) throws ZohoException, CallDeniedException, InterruptedException {
    Optional<String> kept = kept(refused);
    if (kept.isPresent()) {
      return kept.get();
    }
    if (takeRenewal(refused)) {
      return renew();
    }
    return kept(refused)
        .orElseThrow(() -> new CallDeniedException("another process is renewing the access token"));
  }

  private Optional<String> kept(String refused) {
    return jdbc.sql(
            """
            select access_token from tds_zoho_tokens
             where organization_id = :organization and access_token <> :refused and expires_at > :soon
            """)
        .param("organization", settings.organizationId())
        .param("refused", refused)
        .param("soon", Timestamp.from(clock.instant().plus(MARGIN)))
        .query(String.class)
        .optional();
  }

  /**
   * Takes the renewal, unless another process has it or has just done it. A renewal that ends later
   * than a new one would was begun before the clock was set back.
   */
  private boolean takeRenewal(String refused) {
    Instant now = clock.instant();
    return jdbc.sql(
                """
                insert into tds_zoho_tokens as t (organization_id, renewed_by, renewal_ends_at)
                values (:organization, :owner, :ends)
                on conflict (organization_id) do update
                   set renewed_by = excluded.renewed_by, renewal_ends_at = excluded.renewal_ends_at
                 where (t.renewed_by is null or t.renewed_by = excluded.renewed_by
                        or t.renewal_ends_at <= :now or t.renewal_ends_at > excluded.renewal_ends_at)
                   and (t.access_token is null or t.access_token = :refused or t.expires_at <= :soon)
                """)
            .param("organization", settings.organizationId())
            .param("owner", owner)
            .param("ends", Timestamp.from(now.plus(RENEWAL)))
            .param("now", Timestamp.from(now))
            .param("refused", refused)
            .param("soon", Timestamp.from(now.plus(MARGIN)))
            .update()
        > 0;
  }

  private String renew() throws ZohoException, InterruptedException {
    GivenToken token = ask();
    jdbc.sql(
            """
            update tds_zoho_tokens
               set access_token = :token, expires_at = :expires, renewed_by = null, renewal_ends_at = null
             where organization_id = :organization
            """)
        .param("token", token.text())
        .param("expires", Timestamp.from(token.expires()))
        .param("organization", settings.organizationId())
        .update();
    log.info("Zoho gave an access token until {}", token.expires());
    return token.text();
  }

  private record GivenToken(String text, Instant expires) {

    /** Without the secret. */
    @Override
    public String toString() {
      return "a token until " + expires;
    }
  }

  /** The parameters go into the body, because addresses end up in logs. */
  private GivenToken ask() throws ZohoException, InterruptedException {
    String form =
        Map.of(
                "grant_type", "refresh_token",
                "client_id", settings.clientId(),
                "client_secret", settings.clientSecret(),
                "refresh_token", settings.refreshToken())
            .entrySet()
            .stream()
            .map(each ->
                each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpExchange.RawAnswer answer =
        http.send(
            HttpRequest.newBuilder(settings.accounts().resolve("/oauth/v2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    JsonNode body;
    try {
      body = Json.parse(answer.body());
    } catch (JacksonException e) {
      throw new ZohoException(
          new Unavailable("HTTP %d without JSON, asked for a token".formatted(answer.status())));
    }
    String token = body.path("access_token").asString("");
    if (!token.isEmpty()) {
      long seconds = Math.clamp(body.path("expires_in").asLong(3_600), 60, 86_400);
      return new GivenToken(token, clock.instant().plusSeconds(seconds));
    }
    throw new ZohoException(fault(answer.status(), body.path("error").asString("")));
  }

  /** Zoho refuses a token with HTTP 200 too. */
  private static ZohoFault fault(int status, String error) {
    if (error.equals("Access Denied")) {
      return new TokenThrottled();
    }
    return error.startsWith("invalid_")
        ? new TokenRefused(Excerpt.of(error))
        : new Unavailable("HTTP %d without a token".formatted(status));
  }
}
