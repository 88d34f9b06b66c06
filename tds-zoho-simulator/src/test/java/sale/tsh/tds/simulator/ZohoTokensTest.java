package sale.tsh.tds.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static sale.tsh.tds.simulator.ApiClient.json;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Tokens live, die and are refused as Zoho's are, and calls without a good one are refused. */
class ZohoTokensTest extends WithSimulator {

  @Test
  void aTokenComesWithItsLifeAndItsHost() {
    JsonNode answer = json(client.token(ApiClient.secrets()));
    assertThat(answer.path("expires_in").intValue()).isEqualTo(3600);
    assertThat(answer.path("api_domain").asString()).isEqualTo(zoho.baseUri().toString());
    assertThat(answer.path("token_type").asString()).isEqualTo("Bearer");
    assertThat(answer.has("refresh_token")).isFalse();
  }

  @Test
  void aTokenDiesAfterAnHour() {
    clock.step(Duration.ofSeconds(3599));
    assertThat(client.get(INVOICES).statusCode()).isEqualTo(200);
    clock.step(Duration.ofSeconds(1));
    assertThat(client.get(INVOICES).statusCode()).isEqualTo(401);
  }

  @Test
  void theSixteenthTokenPushesOutTheOldest() {
    List<String> tokens = new ArrayList<>();
    for (int number = 1; number <= 15; number++) {
      clock.step(Duration.ofMinutes(2));
      tokens.add(client.refresh());
    }
    client.use(tokens.getFirst());
    assertThat(client.get(INVOICES).statusCode()).isEqualTo(200);
    client.refresh();
    client.use(tokens.getFirst());
    assertThat(client.get(INVOICES).statusCode()).isEqualTo(401);
    client.use(tokens.get(1));
    assertThat(client.get(INVOICES).statusCode()).isEqualTo(200);
  }

  @Test
  void moreThanTenTokensInTenMinutesAreRefused() {
    for (int number = 2; number <= 10; number++) {
      client.refresh();
    }
    HttpResponse<String> refused = client.token(ApiClient.secrets());
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).path("error").asString()).isEqualTo("Access Denied");
    clock.step(Duration.ofMinutes(10));
    assertThat(client.token(ApiClient.secrets()).statusCode()).isEqualTo(200);
    assertThat(zoho.tokens().given()).isEqualTo(11);
  }

  @ParameterizedTest
  @CsvSource({
    "client_id, invalid_client",
    "client_secret, invalid_client_secret",
    "refresh_token, invalid_code"
  })
  void aWrongSecretIsRefusedWithTheStatusOfSuccess(String wrong, String error) {
    Map<String, String> form = ApiClient.secrets();
    form.put(wrong, "wrong");
    HttpResponse<String> answer = client.token(form);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("error").asString()).isEqualTo(error);
  }

  @Test
  void aRevokedRefreshTokenGivesNoMoreTokens() {
    zoho.tokens().revokeRefreshToken();
    assertThat(json(client.token(ApiClient.secrets())).path("error").asString())
        .isEqualTo("invalid_code");
    assertThat(client.get(INVOICES).statusCode()).isEqualTo(200);
    zoho.tokens().replaceRefreshToken(ZohoSimulator.REFRESH_TOKEN);
    assertThat(client.refresh()).isNotEmpty();
  }

  @Test
  void aMissingScopeAndADeadTokenHaveTheSameCode() {
    zoho.tokens().removeScope("ZohoBooks.invoices.READ");
    HttpResponse<String> withoutScope = client.get(INVOICES);
    assertThat(withoutScope.statusCode()).isEqualTo(401);
    assertThat(json(withoutScope).path("code").intValue()).isEqualTo(57);
    assertThat(client.get(CONTACTS).statusCode()).isEqualTo(200);
    zoho.tokens().expireAll();
    assertThat(json(client.get(CONTACTS))).isEqualTo(json(withoutScope));
  }

  @Test
  void aCallWithoutATokenIsRefusedWithTheStatusOfSuccess() {
    client.use("");
    HttpResponse<String> answer = client.get(INVOICES);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("code").intValue()).isEqualTo(14);
  }

  @Test
  void secretsAreInNoCallThatIsKept() {
    client.raw("POST", "/oauth/v2/token?client_secret=" + ZohoSimulator.CLIENT_SECRET, "");
    assertThat(zoho.calls().all().toString() + zoho)
        .doesNotContain(ZohoSimulator.CLIENT_SECRET, ZohoSimulator.REFRESH_TOKEN, "1000.simulated");
  }

  @Test
  void anotherOrganisationIsRefused() {
    HttpResponse<String> answer = client.raw("GET", INVOICES + "?organization_id=900000001", "");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("code").intValue()).isEqualTo(6041);
    assertThat(json(answer).path("message").asString()).contains("900000001");
  }

  @Test
  void organisationsAreListedWithoutNamingOne() {
    JsonNode own = json(client.raw("GET", "/books/v3/organizations", "")).at("/organizations/0");
    assertThat(own.path("organization_id").asString()).isEqualTo(ZohoSimulator.ORGANIZATION_ID);
    assertThat(own.path("time_zone").asString()).isEqualTo("Asia/Kolkata");
    assertThat(
            client
                .list("/books/v3/organizations/" + ZohoSimulator.ORGANIZATION_ID)
                .path("organization"))
        .isEqualTo(own);
  }

  @Test
  void theTimeZoneCanBeAnAbbreviation() {
    zoho.spellTimeZone("PST");
    JsonNode own = json(client.raw("GET", "/books/v3/organizations", "")).at("/organizations/0");
    assertThat(own.path("time_zone").asString()).isEqualTo("PST");
  }

  @Test
  void anUnknownPathIsNotAMissingRecord() {
    HttpResponse<String> answer = client.get("/books/v3/invoicez");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(json(answer).path("code").intValue()).isEqualTo(5);
  }

  @Test
  void onlyReadingIsAllowed() {
    HttpResponse<String> answer = client.raw("POST", INVOICES, "{}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("code").intValue()).isEqualTo(37);
  }
}
