package sale.tsh.tds.worker.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sale.tsh.tds.simulator.SimulatedFault;

/** What each trouble makes wait, and how long. */
class TroublePolicyTest extends WithOrganization {

  private static final String API = "/books/";
  private static final String TOKEN = "/oauth/";
  private static final Duration FOR_EVER = Duration.ofDays(10_000);

  private ZohoApi api;

  @BeforeEach
  void callZoho() {
    api = client();
  }

  /**
   * A trouble and what follows.
   *
   * @param path of the calls that have it
   * @param pauses the pause after the first, second and so on in a row, within a tenth; none if
   *     other calls go on
   */
  record Trouble(SimulatedFault fault, String path, List<Duration> pauses) {

    static Trouble of(SimulatedFault fault, String path, Duration... pauses) {
      return new Trouble(fault, path, List.of(pauses));
    }

    @Override
    public String toString() {
      return fault + " at " + path + " " + pauses;
    }
  }

  static List<Trouble> troubles() {
    Duration[] away = {
      Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(50), Duration.ofMinutes(4)
    };
    return List.of(
        Trouble.of(
            SimulatedFault.minuteSpent(),
            API,
            Duration.ofMinutes(2),
            Duration.ofMinutes(4),
            Duration.ofMinutes(8),
            Duration.ofMinutes(15),
            Duration.ofMinutes(15)),
        Trouble.of(
            SimulatedFault.tooManyAtOnce(), API, Duration.ofSeconds(5), Duration.ofSeconds(5)),
        Trouble.of(SimulatedFault.tokenThrottled(), TOKEN, Duration.ofMinutes(10)),
        Trouble.of(SimulatedFault.tokenRefused("invalid_code"), TOKEN, FOR_EVER),
        Trouble.of(SimulatedFault.tokenRefused("invalid_client"), TOKEN, FOR_EVER),
        Trouble.of(SimulatedFault.error(400, 6041, "not associated"), API, FOR_EVER),
        Trouble.of(SimulatedFault.noAnswer(), API, away),
        Trouble.of(SimulatedFault.brokenConnection(), API, away),
        Trouble.of(SimulatedFault.htmlPage(), API, away),
        Trouble.of(SimulatedFault.internalError(), API, away),
        Trouble.of(SimulatedFault.htmlPage(), TOKEN, away),
        // These hold up one record or one kind.
        Trouble.of(SimulatedFault.unauthorised(), API),
        Trouble.of(SimulatedFault.cutJson(), API),
        Trouble.of(SimulatedFault.error(404, 5, "Invalid URL Passed"), API),
        Trouble.of(SimulatedFault.error(404, 1002, "It does not exist."), API));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void pausesAllCallsOrNone(Trouble trouble) throws Exception {
    for (Duration pause : trouble.pauses()) {
      meet(trouble);
      organization.pass(pause.multipliedBy(89).dividedBy(100));
      assertThatThrownBy(this::call).as("before %s", pause).isInstanceOf(CallDeniedException.class);
      organization.pass(pause.multipliedBy(22).dividedBy(100));
      if (pause.equals(FOR_EVER)) {
        assertThatThrownBy(this::call).isInstanceOf(CallDeniedException.class);
        return;
      }
    }
    if (trouble.pauses().isEmpty()) {
      meet(trouble);
    }
    assertThat(call()).isEqualTo(200);
    assertThat(worker.row("select troubles from tds_pull_budgets")).containsEntry("troubles", 0);
  }

  private void meet(Trouble trouble) {
    organization.zoho().fail(1_000, trouble.path(), trouble.fault());
    assertThatThrownBy(this::call).isInstanceOf(ZohoException.class);
    organization.zoho().clearFaults();
  }

  /** The pages of a list that fit into one call. */
  private int call() throws Exception {
    return api.get("books/v3/contacts", Map.of(), 0).path("page_context").path("per_page").asInt();
  }

  @Test
  void aSpentDayPausesUntilZohoStartsANewCount() throws Exception {
    call();
    organization.zoho().fail(1, API, SimulatedFault.daySpent());
    assertThatThrownBy(this::call).isInstanceOf(ZohoException.class);
    assertThat(
            worker.row(
                "select paused_until = resets_at as until_reset, paused_until > now() as pauses from tds_pull_budgets"))
        .containsEntry("until_reset", true);
    organization.pass(Duration.ofDays(1));
    assertThat(call()).isEqualTo(200);
  }

  @Test
  void aBodyThatIsTooSlowIsNoAnswer() {
    organization.zoho().fail(1, "/", SimulatedFault.slowBody(Duration.ofSeconds(10)));
    assertThatThrownBy(() ->
            new HttpExchange(Duration.ofMillis(200))
                .send(
                    HttpRequest.newBuilder(
                        organization.zoho().baseUri().resolve("/books/v3/contacts"))))
        .isInstanceOfSatisfying(
            ZohoException.class,
            e -> assertThat(e.fault()).isInstanceOf(ZohoFault.Unavailable.class));
  }
}
