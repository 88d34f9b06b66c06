package sale.tsh.tds.worker.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sale.tsh.tds.simulator.SimulatedFault;
import sale.tsh.tds.simulator.ZohoSimulator;

/** Whether the organisation of the settings is one that the credentials reach. */
class OrganizationCheckTest extends WithOrganization {

  private static final String ORGANIZATIONS = "/books/v3/organizations";

  private int asked() {
    return organization.zoho().calls().below(ORGANIZATIONS).size();
  }

  @Test
  void anotherOrganizationStopsAllPulling() {
    Map<String, String> wrong = Map.of("ZOHO_ORGANIZATION_ID", "7");
    assertThatThrownBy(() -> organization.check(wrong).runIfDue())
        .hasMessage(
            "ZOHO_ORGANIZATION_ID does not belong to these credentials: 7 is none of theirs, which are %s",
            ZohoSimulator.ORGANIZATION_ID);
    organization.pass(Duration.ofDays(1));
    assertThatThrownBy(() -> organization.check(wrong).runIfDue())
        .isInstanceOf(CallDeniedException.class);
    assertThat(
            worker.row(
                "select paused_reason like 'ZOHO_ORGANIZATION_ID %' as told from tds_pull_budgets"))
        .containsEntry("told", true);
    assertThat(asked()).isEqualTo(1);
  }

  @Test
  void zohoIsAskedAtFirstAndEachWeekAndForNewCredentials() throws Exception {
    organization.check(Map.of()).runIfDue();
    organization.pass(Duration.ofDays(7).minusSeconds(1));
    organization.check(Map.of()).runIfDue();
    assertThat(asked()).isEqualTo(1);
    organization.pass(Duration.ofSeconds(1));
    organization.check(Map.of()).runIfDue();
    assertThat(asked()).isEqualTo(2);
    organization.zoho().tokens().replaceRefreshToken("1000.another");
    organization.check(Map.of("ZOHO_REFRESH_TOKEN", "1000.another")).runIfDue();
    assertThat(asked()).isEqualTo(3);
  }

  static List<SimulatedFault> untold() {
    return List.of(
        SimulatedFault.unauthorised(),
        SimulatedFault.htmlPage(),
        SimulatedFault.error(404, 5, "Invalid URL Passed"),
        SimulatedFault.another(200, "{\"code\":0,\"organizations\":[]}"));
  }

  /** The organisation may be right all the same, and other calls would tell if it is not. */
  @ParameterizedTest
  @MethodSource("untold")
  void anAnswerThatDoesNotTellHoldsNothingUp(SimulatedFault untold) throws Exception {
    organization.zoho().fail(2, ORGANIZATIONS, untold);
    organization.check(Map.of()).runIfDue();
    int before = asked();
    organization.pass(Duration.ofMinutes(59));
    organization.check(Map.of()).runIfDue();
    assertThat(asked()).isEqualTo(before);
    organization.pass(Duration.ofMinutes(1));
    organization.check(Map.of()).runIfDue();
    assertThat(asked()).isGreaterThan(before);
  }
}
