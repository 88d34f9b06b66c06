package sale.tsh.tds.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static sale.tsh.tds.simulator.ApiClient.json;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The day, the minute and the number at once are limited, and headers say what is left. */
class ZohoLimitsTest extends WithSimulator {

  @Test
  void eachAnswerSaysWhatIsLeftOfTheDay() {
    HttpResponse<String> answer = client.get(INVOICES);
    assertThat(header(answer, "X-Rate-Limit-Limit")).isEqualTo("1000");
    assertThat(header(answer, "X-Rate-Limit-Remaining")).isEqualTo("999");
  }

  @Test
  void theDayEndsAtMidnightOfTheOrganisation() {
    HttpResponse<String> answer = client.get(INVOICES);
    Duration untilMidnight = Duration.ofHours(12).plusMinutes(30);
    assertThat(header(answer, "X-Rate-Limit-Reset"))
        .isEqualTo(Long.toString(untilMidnight.toSeconds()));
    clock.step(untilMidnight);
    client.refresh();
    assertThat(header(client.get(INVOICES), "X-Rate-Limit-Remaining")).isEqualTo("999");
  }

  @Test
  void aSpentDayIsRefused() {
    zoho.limits().spend(999);
    assertThat(client.get(INVOICES).statusCode()).isEqualTo(200);
    HttpResponse<String> refused = client.get(INVOICES);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(json(refused).path("code").intValue()).isEqualTo(45);
    assertThat(header(refused, "X-Rate-Limit-Remaining")).isEqualTo("0");
    assertThat(zoho.limits().spent()).isEqualTo(1000);
  }

  @Test
  void bothProductsSpendTheSameDay() {
    client.get(INVOICES);
    HttpResponse<String> answer = client.get("/inventory/v1/items");
    assertThat(header(answer, "X-Rate-Limit-Remaining")).isEqualTo("998");
  }

  @Test
  void aProductCanHaveNoHeaders() {
    zoho.limits().withoutHeaders(SimulatedProduct.INVENTORY);
    assertThat(client.get("/inventory/v1/items").headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("x-rate"));
    assertThat(header(client.get(INVOICES), "X-Rate-Limit-Limit")).isEqualTo("1000");
  }

  @Test
  void tokensDoNotCount() {
    client.refresh();
    assertThat(zoho.limits().spent()).isZero();
  }

  @Test
  void moreThanTheLimitOfAMinuteBlocksForSomeTime() {
    zoho.limits().perMinute(2).block(Duration.ofMinutes(5));
    client.get(INVOICES);
    client.get(INVOICES);
    HttpResponse<String> refused = client.get(INVOICES);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(json(refused).path("code").intValue()).isEqualTo(44);
    clock.step(Duration.ofMinutes(2));
    assertThat(json(client.get(INVOICES)).path("code").intValue()).isEqualTo(44);
    clock.step(Duration.ofMinutes(3));
    assertThat(client.get(INVOICES).statusCode()).isEqualTo(200);
  }

  @Test
  void aSlowPaceIsNeverBlocked() {
    zoho.limits().perMinute(2);
    for (int call = 1; call <= 6; call++) {
      assertThat(client.get(INVOICES).statusCode()).isEqualTo(200);
      clock.step(Duration.ofSeconds(30));
    }
  }

  @Test
  void tooManyCallsAtOnceAreRefused() throws InterruptedException {
    zoho.limits().atOnce(1);
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    zoho.beforeSending(call -> {
      if (call.path().equals(INVOICES)) {
        arrived.countDown();
        await(released);
      }
    });
    CompletableFuture<HttpResponse<String>> held =
        CompletableFuture.supplyAsync(() -> client.get(INVOICES));
    assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();
    HttpResponse<String> refused = client.get(CONTACTS);
    released.countDown();
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(json(refused).path("code").intValue()).isEqualTo(1070);
    assertThat(held.join().statusCode()).isEqualTo(200);
    assertThat(zoho.limits().mostAtOnce()).isEqualTo(2);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
