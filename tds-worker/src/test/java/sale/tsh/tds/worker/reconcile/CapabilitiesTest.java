package sale.tsh.tds.worker.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.simulator.SimulatedFault;
import sale.tsh.tds.simulator.SimulatedKind;
import sale.tsh.tds.simulator.SimulatedKind.TimeFilter;
import tools.jackson.databind.node.ObjectNode;

/** What is found out about Zoho's lists, and what a list is used for that can do less. */
class CapabilitiesTest {

  private final PulledSystem system = new PulledSystem();

  @AfterEach
  void close() {
    system.close();
  }

  /** Contacts that were changed over a day and a half, so that no zone hides all of them. */
  private void contacts() {
    for (int i = 0; i < 12; i++) {
      ObjectNode contact =
          (ObjectNode) Json.parse("{\"contact_name\":\"Contact " + i + "\",\"status\":\"active\"}");
      system.zoho().put("contact", contact);
      system.pass(Duration.ofHours(3));
    }
  }

  private SimulatedKind list() {
    return system.zoho().kind("contact");
  }

  private Map<String, @Nullable Object> found() {
    return system
        .worker()
        .row(
            "select modified_order, row_times, time_filter from tds_pull_states where kind = 'contact'");
  }

  private long filtered() {
    return system.zoho().calls().below("/books/v3/contacts").stream()
        .filter(call -> !call.parameter("last_modified_time").isEmpty())
        .count();
  }

  @ParameterizedTest
  @EnumSource(TimeFilter.class)
  void theMeaningOfTheFilterIsFound(TimeFilter meaning) {
    list().filtersBy(meaning);
    contacts();
    system.settle();
    assertThat(found())
        .containsEntry("modified_order", "honoured")
        .containsEntry("row_times", "all")
        .containsEntry("time_filter", meaning.name().toLowerCase(Locale.ROOT));
  }

  @Test
  void aFilterThatZohoRefusesHoldsNothingUp() {
    system
        .zoho()
        .fail(
            1_000,
            call -> !call.parameter("last_modified_time").isEmpty(),
            SimulatedFault.error(400, 2, "Invalid value passed for last_modified_time"));
    contacts();
    system.settle();
    assertThat(found()).containsEntry("time_filter", "refused");
    assertThat(system.mirrored("contact")).hasSize(12);
  }

  @Test
  void theFilterIsAskedForEachWeekIfThereAreRecords() {
    system.settle();
    assertThat(filtered()).isZero();
    contacts();
    system.pass(Duration.ofDays(7));
    system.settle();
    assertThat(filtered()).isEqualTo(1);
    assertThat(found()).containsEntry("time_filter", "ignored");
    system.sweepAgain();
    assertThat(filtered()).isEqualTo(1);
  }

  /** Head reads would miss what they cannot order. */
  @Test
  void aListWithoutTimesHasSweepsOnly() {
    list().timeInRows(null);
    contacts();
    system.settle();
    assertThat(found())
        .containsEntry("modified_order", "ignored")
        .containsEntry("row_times", "none")
        .containsEntry("time_filter", "untested");

    String id = system.inZoho("contact").keySet().iterator().next();
    ObjectNode edit = (ObjectNode) Json.parse("{\"status\":\"inactive\"}");
    system.zoho().put("contact", edit.put("contact_id", id));
    system.sweepAgain();
    assertThat(system.mirrored("contact").values())
        .extracting(contact -> contact.path("status").asString())
        .containsOnlyOnce("inactive");
  }

  @Test
  void aRowWithABlankTimeIsTold() {
    contacts();
    list().blankTimeInRows(system.inZoho("contact").keySet().iterator().next());
    system.settle();
    assertThat(found()).containsEntry("row_times", "some");
  }
}
