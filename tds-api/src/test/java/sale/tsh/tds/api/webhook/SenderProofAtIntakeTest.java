package sale.tsh.tds.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.api.ApiProcess;
import sale.tsh.tds.api.ApiProcess.Response;
import sale.tsh.tds.settings.Deployment;
import sale.tsh.tds.settings.Environment;
import sale.tsh.tds.settings.SettingException;

class SenderProofAtIntakeTest {

  @Test
  void refusesAWrongSignatureWith401AndWithoutEffect() {
    try (ApiProcess api =
        new ApiProcess(Map.of("ZOHO_WEBHOOK_SECRET", "mysecretkey12,oldersecret34"))) {
      String body = "{\"item\":{\"item_id\":\"1\"}}";
      Response response =
          api.post("/webhooks/items", body, "X-Zoho-Webhook-Signature", "00".repeat(32));
      assertThat(response.status()).isEqualTo(401);
      assertThat(response.json().get("cause").stringValue()).isEqualTo("wrong_signature");
      assertThat(count(api, "tds_sync_queue")).isZero();
      assertThat(
              count(
                  api,
                  "tds_inbox_events where refusal = 'wrong_signature' and body = '" + body + "'"))
          .isOne();
      assertThat(api.post("/webhooks/items", body).status()).as("no proof at all").isEqualTo(401);
    }
  }

  /** Zoho's rules can send any header; foreign credentials are none of intake's business. */
  @Test
  void takesAProvenDeliveryThatCarriesForeignCredentials() {
    try (ApiProcess api =
        new ApiProcess(
            Map.of(
                "ENVIRONMENT", "local",
                "WEBHOOK_API_KEY", "key-number-one",
                "DASHBOARD_USER", "operator",
                "DASHBOARD_PASSWORD", "a-long-password"))) {
      Response response =
          api.post(
              "/webhooks/items",
              "{\"item\":{\"item_id\":\"1\"}}",
              "X-Webhook-Key",
              "key-number-one",
              "Authorization",
              "Basic Zm9yZWlnbjp1c2Vy");
      assertThat(response.status()).isEqualTo(202);
      assertThat(api.get("/dashboard/metrics").status()).isEqualTo(401);
    }
  }

  @Test
  void refusesToStartOpenInProduction() {
    assertThatThrownBy(
            () ->
                WebhookSettings.from(
                    new Environment(Map.<String, String>of()::get), Deployment.PRODUCTION))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("needs ZOHO_WEBHOOK_SECRET or WEBHOOK_API_KEY");
  }

  private static int count(ApiProcess api, String tableAndCondition) {
    return api.jdbc()
        .sql("select count(*) from " + tableAndCondition)
        .query(Integer.class)
        .single();
  }
}
