package sale.tsh.tds.worker.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sale.tsh.tds.simulator.SimulatedLimits;
import sale.tsh.tds.simulator.SimulatedProduct;

/** How many calls may be made in a day, in a minute, and beside more urgent ones. */
class CallBudgetTest extends WithOrganization {

  private static final String BOOKS = "books/v3/contacts";
  private static final String INVENTORY = "inventory/v1/items";

  private SimulatedLimits limits;

  @BeforeEach
  void startADay() {
    limits = organization.zoho().limits();
    untilReset(Duration.ZERO);
  }

  private void untilReset(Duration before) {
    organization.pass(Duration.between(organization.now(), limits.resetsAt()).minus(before));
  }

  /** Makes calls until the budget denies one. Returns how many it made. */
  private static int callsOf(ZohoApi client, String path, int reserve) throws Exception {
    for (int made = 0; made < 1_000; made++) {
      try {
        client.get(path, Map.of(), reserve);
      } catch (CallDeniedException e) {
        return made;
      }
    }
    throw new AssertionError("no call was denied");
  }

  @Test
  void theLastTenthOfTheDayStaysForOthers() throws Exception {
    limits.perDay(100).spend(85);
    assertThat(callsOf(client(Map.of("ZOHO_API_DAILY_SHARE", "100")), BOOKS, 0)).isEqualTo(5);
    assertThat(limits.spent()).isEqualTo(90);
  }

  @ParameterizedTest
  @CsvSource({"60, 30", "100, 45"})
  void whatZohoDoesNotTellIsCounted(String share, int calls) throws Exception {
    limits.withoutHeaders(SimulatedProduct.BOOKS).withoutHeaders(SimulatedProduct.INVENTORY);
    ZohoApi client = client(Map.of("ZOHO_API_DAILY_LIMIT", "50", "ZOHO_API_DAILY_SHARE", share));
    assertThat(callsOf(client, BOOKS, 0)).isEqualTo(calls);
    organization.pass(Duration.ofDays(1).minusSeconds(1));
    assertThat(callsOf(client, BOOKS, 0)).isZero();
    organization.pass(Duration.ofSeconds(1));
    assertThat(callsOf(client, BOOKS, 0)).isEqualTo(calls);
  }

  @Test
  void callsOfAProductThatTellsNothingCountToo() throws Exception {
    limits.perDay(100).withoutHeaders(SimulatedProduct.INVENTORY).spend(80);
    ZohoApi client = client(Map.of("ZOHO_API_DAILY_SHARE", "100"));
    client.get(BOOKS, Map.of(), 0);
    assertThat(callsOf(client, INVENTORY, 0)).isEqualTo(9);
    assertThat(limits.spent()).isEqualTo(90);
  }

  @Test
  void theCountBeginsAnewWithZohosDay() throws Exception {
    limits.perDay(50);
    ZohoApi client = client(Map.of("ZOHO_API_DAILY_SHARE", "60"));
    organization.pass(Duration.ofHours(20));
    assertThat(callsOf(client, BOOKS, 0)).isEqualTo(30);
    untilReset(Duration.ofSeconds(2));
    assertThat(callsOf(client, BOOKS, 0)).isZero();
    organization.pass(Duration.ofSeconds(2));
    assertThat(callsOf(client, BOOKS, 0)).isEqualTo(30);
    assertThat(organization.budget(Map.of()).standing().used()).isEqualTo(30);
    assertThat(limits.spent()).isEqualTo(30);
  }

  /** Wherever the minute begins, since Zoho blocks the whole organisation. */
  @Test
  void noMinuteHasMoreCallsThanTheSetting() throws Exception {
    limits.perMinute(10);
    ZohoApi client = client(Map.of("ZOHO_API_MINUTE_LIMIT", "10"));
    client.get(BOOKS, Map.of(), 0);
    organization.pass(Duration.ofSeconds(59));
    assertThat(callsOf(client, BOOKS, 0)).isEqualTo(9);
    organization.pass(Duration.ofSeconds(2));
    assertThat(callsOf(client, BOOKS, 0)).isEqualTo(1);
    organization.pass(Duration.ofSeconds(57));
    assertThat(callsOf(client, BOOKS, 0)).isZero();
    organization.pass(Duration.ofSeconds(2));
    assertThat(callsOf(client, BOOKS, 0)).isEqualTo(9);
  }

  @Test
  void lessUrgentCallsLeaveTheirReserve() throws Exception {
    limits.perDay(50);
    ZohoApi client = client(Map.of("ZOHO_API_DAILY_SHARE", "60"));
    assertThat(callsOf(client, BOOKS, 20)).isEqualTo(10);
    assertThat(callsOf(client, BOOKS, 0)).isEqualTo(20);
  }
}
