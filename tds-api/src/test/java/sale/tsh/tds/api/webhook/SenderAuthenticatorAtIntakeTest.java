package sale.tsh.tds.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.api.ApiProcess;
import sale.tsh.tds.api.ApiProcess.Response;
import sale.tsh.tds.settings.Deployment;
import sale.tsh.tds.settings.SettingException;
import sale.tsh.tds.settings.Settings;
import sale.tsh.tds.testing.TestPassword;

@Order(1)
class SenderAuthenticatorAtIntakeTest {

  @Test
  void aWrongSignatureIsRefusedWith401AndWithoutEffect() {
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

  /** Only failures count. Proven deliveries from the same address are always accepted. */
  @Test
  void anAddressThatFailsTooOftenGets429AndItsProvenDeliveriesPass() {
    try (ApiProcess api =
        new ApiProcess(Map.of("ENVIRONMENT", "local", "WEBHOOK_API_KEY", "key-number-one"))) {
      String body =
          "{\"item\":{\"item_id\":\"1\",\"last_modified_time\":\"2026-11-01T10:00:00Z\"}}";
      int refused = 0;
      Response last = api.post("/webhooks/items", body);
      for (; last.status() == 401; refused++) {
        last = api.post("/webhooks/items", body, "X-Webhook-Key", "a wrong key of no use");
      }
      assertThat(refused).isGreaterThanOrEqualTo(120);
      assertThat(last.status()).isEqualTo(429);
      assertThat(last.contentType()).isEqualTo("application/problem+json");
      assertThat(count(api, "tds_inbox_events where refusal = 'wrong_signature'"))
          .isEqualTo(refused);
      for (int i = 0; i < 20; i++) {
        assertThat(api.post("/webhooks/items", body, "X-Webhook-Key", "key-number-one").status())
            .isEqualTo(202);
      }
    }
  }

  /** A captured delivery that is sent again is a duplicate, or older than the record is by then. */
  @Test
  void aReplayOfADeliveryWithATimeChangesNothing() {
    try (ApiProcess api =
        new ApiProcess(Map.of("ENVIRONMENT", "local", "WEBHOOK_API_KEY", "key-number-one"))) {
      String[] key = {"X-Webhook-Key", "key-number-one"};
      String captured =
          "{\"item\":{\"item_id\":\"1\",\"rate\":1,\"last_modified_time\":\"2026-11-01T10:00:00Z\"}}";
      String newer = captured.replace("\"rate\":1", "\"rate\":2").replace("T10:", "T11:");
      api.post("/webhooks/items", captured, key);
      api.post("/webhooks/items", newer, key);
      Response replay = api.post("/webhooks/items", captured, key);
      assertThat(replay.status()).isEqualTo(202);
      assertThat(replay.json().get("queued").booleanValue()).isFalse();
      assertThat(count(api, "tds_sync_queue")).isEqualTo(2);
    }
  }

  @Test
  void theGaugeShowsWhenEachSecretLastProvedADelivery() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    SecretUsageMeter use = new SecretUsageMeter(meters, () -> Instant.ofEpochSecond(1_000));
    SenderAuthenticator proof =
        new SenderAuthenticator(
            new WebhookSettings(
                List.of(), List.of("key-number-two", "key-number-one"), 1_000_000, 10, 10),
            use::note);
    assertThat(meters.getMeters()).isEmpty();
    assertThat(refusal(proof, keyed("key-number-one"))).isEmpty();
    assertThat(refusal(proof, keyed("key-number-no"))).isPresent();
    assertThat(meters.getMeters())
        .singleElement()
        .satisfies(gauge -> {
          assertThat(gauge.getId().getTag("proof")).isEqualTo("key");
          assertThat(gauge.getId().getTag("secret")).isEqualTo("older");
        });
    assertThat(meters.get("tds.webhook.secret.used").timeGauge().value(TimeUnit.SECONDS))
        .isEqualTo(1_000);
  }

  private static Optional<String> refusal(SenderAuthenticator proof, RawDelivery raw) {
    return proof.refusal(raw, raw.received().delivery());
  }

  private static RawDelivery keyed(String key) {
    return new RawDelivery(
        "POST",
        "items",
        "",
        "application/json",
        "",
        ByteBuffer.wrap(new byte[0]),
        0,
        BoundedBodyReader.End.WHOLE,
        Optional.empty(),
        Optional.of(key),
        "{}",
        "127.0.0.1");
  }

  /** Anybody may send such a call, so one call a second must not fill a disk. */
  @Test
  void theInboxKeepsLittleOfAnUnprovenCall() {
    try (ApiProcess api =
        new ApiProcess(Map.of("WEBHOOK_API_KEY", "key-number-one", "WEBHOOK_MAX_BYTES", "40000"))) {
      String query = "x=" + "y".repeat(3_000);
      Response response = api.post("/webhooks/items?" + query, "\0" + "z".repeat(30_000));
      assertThat(response.status()).isEqualTo(401);
      assertThat(
              count(
                  api,
                  """
                  tds_inbox_events
                   where refusal = 'wrong_signature' and length(body) = 1024 and length(body_bytes) = 1024
                     and length(query) = 1024
                  """))
          .isOne();
      // A body beyond the limit cannot be proven either, so the limit is what the answer names.
      assertThat(api.post("/webhooks/items?" + query, "z".repeat(50_000)).status()).isEqualTo(413);
      assertThat(
              count(
                  api,
                  "tds_inbox_events where refusal = 'too_large' and length(body) = 1024 and length(query) = 1024"))
          .isOne();
    }
  }

  /** Zoho's rules can send any header, and intake ignores foreign credentials. */
  @Test
  void aProvenDeliveryWithForeignCredentialsIsAccepted() {
    try (ApiProcess api =
        new ApiProcess(
            Map.of(
                "ENVIRONMENT", "local",
                "WEBHOOK_API_KEY", "key-number-one",
                "DASHBOARD_USER", "operator",
                "DASHBOARD_PASSWORD_HASH", TestPassword.HASH))) {
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
  void theApiDoesNotStartOpenInProduction() {
    assertThatThrownBy(() ->
            WebhookSettings.from(
                new Settings(Map.<String, String>of()::get), Deployment.PRODUCTION))
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
