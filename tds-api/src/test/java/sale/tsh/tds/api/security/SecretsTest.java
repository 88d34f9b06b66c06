package sale.tsh.tds.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import sale.tsh.tds.api.ApiProcess;
import sale.tsh.tds.api.dashboard.Caller;
import sale.tsh.tds.testing.Tables;
import sale.tsh.tds.testing.TestPassword;

/**
 * No credential, right or wrong, appears in a log for debugging, an answer, a metric or a table.
 */
@ExtendWith(OutputCaptureExtension.class)
@Isolated("captures the output of this JVM, and sets the level of its log")
class SecretsTest {

  private static final String SIGNATURE_SECRET = "zoho-signature-secret";
  private static final String KEY = "the-key-in-a-header";
  private static final String WRONG_KEY = "a-key-that-is-wrong";
  private static final String WRONG_SIGNATURE = "c2lnbmF0dXJlIHRoYXQgaXMgd3Jvbmc=";
  private static final String WRONG_PASSWORD = "a wrong password";
  private static final String TOKEN = "operator-token";
  private static final String WRONG_TOKEN = "a-token-that-is-wrong";
  private static final String DATABASE_PASSWORD = "the-database-s-password";

  /** Each secret as text, and as HTTP Basic encodes it. */
  private static final List<String> SECRETS =
      List.of(
          SIGNATURE_SECRET,
          KEY,
          WRONG_KEY,
          WRONG_SIGNATURE,
          TestPassword.PASSWORD,
          TestPassword.HASH,
          WRONG_PASSWORD,
          "b3BlcmF0b3I6",
          TOKEN,
          WRONG_TOKEN,
          DATABASE_PASSWORD);

  @AfterEach
  void quiet() {
    LoggingSystem.get(getClass().getClassLoader()).setLogLevel("ROOT", LogLevel.INFO);
  }

  @Test
  void secretsAppearNowhere(CapturedOutput log) {
    List<String> answers = new ArrayList<>();
    try (ApiProcess api =
        new ApiProcess(
            Map.of(
                "LOG_LEVEL",
                "DEBUG",
                "ZOHO_WEBHOOK_SECRET",
                SIGNATURE_SECRET,
                "WEBHOOK_API_KEY",
                KEY,
                "DATABASE_PASSWORD",
                DATABASE_PASSWORD,
                "DASHBOARD_USER",
                "operator",
                "DASHBOARD_PASSWORD_HASH",
                TestPassword.HASH,
                "DASHBOARD_TOKENS",
                "script:0850123315d21ab90f4f7236408a52ef6dbd6a02a6550e5c10dc73f4d993680e"))) {
      Caller anybody = Caller.of(api.port());
      String item = "{\"item_id\":\"1\"}";
      answers.add(say(202, anybody.with("X-Webhook-Key", KEY).post("/webhooks/items", item)));
      answers.add(say(401, anybody.with("X-Webhook-Key", WRONG_KEY).post("/webhooks/items", item)));
      answers.add(
          say(
              401,
              anybody
                  .with("X-Zoho-Webhook-Signature", WRONG_SIGNATURE)
                  .post("/webhooks/items", item)));
      String metrics = "/dashboard/metrics";
      answers.add(say(200, anybody.as("operator", TestPassword.PASSWORD).get(metrics)));
      answers.add(say(401, anybody.as("operator", WRONG_PASSWORD).get(metrics)));
      answers.add(say(200, anybody.with("Authorization", "Bearer " + TOKEN).get(metrics)));
      answers.add(say(401, anybody.with("Authorization", "Bearer " + WRONG_TOKEN).get(metrics)));
      Caller management = Caller.of(api.managementPort());
      answers.add(say(200, management.get("/actuator/prometheus")));
      for (String exposed : List.of("env", "configprops", "heapdump", "httpexchanges", "beans")) {
        answers.add(say(404, management.get("/actuator/" + exposed)));
      }
      String tables = Tables.content(api.jdbc());
      assertThat(tables).contains("tds_inbox_events: [(", "zoho.items: [");
      answers.add(tables);
    }
    assertThat(log).hasSizeGreaterThan(50_000);
    for (String secret : SECRETS) {
      assertThat(log.toString().contains(secret)).as("%s in the log", secret).isFalse();
      assertThat(answers).noneMatch(answer -> answer.contains(secret));
    }
  }

  private static String say(int status, Caller.Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    return answer.headers() + answer.body();
  }
}
