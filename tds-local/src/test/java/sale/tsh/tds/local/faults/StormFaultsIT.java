package sale.tsh.tds.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import sale.tsh.tds.local.LocalSystem;

/** More than can be taken in at once, in number and in size, and callers that are slow. */
@Tag("fault")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StormFaultsIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private LocalSystem system;
  private Drill drill;

  @BeforeAll
  void start() {
    drill = Drill.start();
    system = drill.system();
  }

  @AfterAll
  void close() {
    drill.close();
  }

  /** The others are served as if these were not there. */
  @Test
  void slowClients() throws Exception {
    drill.run(
        "1,000 clients that send half a request",
        2,
        (load, i) -> {
          try (SlowClients slow = new SlowClients(system.port(), 1_000)) {
            int failures = load.failures();
            load.goesOn();
            assertThat(load.failures())
                .as("calls that failed beside %d slow ones", slow.size())
                .isEqualTo(failures);
          }
        });
  }

  /** The inbox is locked until some are told to come later: the others wait and are taken. */
  @Test
  void moreCallersThanCanWait() throws Exception {
    Storm storm = new Storm(system.port(), 6_000, 0);
    drill.forgetAll();
    try (Holder holder =
        new Holder(system, "lock table tds_inbox_events in access exclusive mode")) {
      weather(
          "6,000 callers at once while the inbox is locked",
          storm,
          () -> {
            await().atMost(PATIENCE).until(() -> storm.turnedAway() > 0);
            holder.letGo();
          });
    }
    assertThat(storm.turnedAway()).isPositive();
  }

  /** Together ten times what may be in memory. */
  @Test
  void largerBodiesThanMemoryHolds() throws Exception {
    Storm storm = new Storm(system.port(), 100, 4_000_000);
    drill.forgetAll();
    weather("100 bodies of 4 MB at once", storm, () -> {});
    assertThat(storm.turnedAway()).isPositive();
  }

  private void weather(String name, Storm storm, Storm.Meanwhile meanwhile) throws Exception {
    long api = system.api().pid().orElseThrow();
    long worker = system.worker().pid().orElseThrow();
    storm.rage(meanwhile);
    Load.awaitRest(drill.jdbc(), PATIENCE);
    drill.reckon(name, 1, storm.journal());
    assertThat(storm.unexpected()).isEmpty();
    assertThat(system.api().pid()).as("the API, which ends when it lacks memory").hasValue(api);
    assertThat(system.worker().pid()).as("the worker, likewise").hasValue(worker);
  }
}
