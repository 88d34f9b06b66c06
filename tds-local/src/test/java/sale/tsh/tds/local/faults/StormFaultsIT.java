package sale.tsh.tds.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** More deliveries than the API takes in at once, in number and in size, and slow callers. */
@Tag("faults")
@Isolated("slow clients may delay no call, but another test might")
class StormFaultsIT extends DrillBase {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Other clients are served as usual. */
  @Test
  void slowClientsDelayNoOthers() throws Exception {
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

  /** The inbox is locked until some callers get 503. The others wait and are accepted. */
  @Test
  void callersBeyondTheLimitAreAskedToRepeat() throws Exception {
    Storm storm = new Storm(system.port(), 6_000, 0);
    Load.forgetAll(drill.jdbc());
    try (Holder holder =
        new Holder(system, "lock table tds_inbox_events in access exclusive mode")) {
      weather(
          "6,000 callers at once while the inbox is locked",
          storm,
          () -> {
            await().atMost(PATIENCE).until(() -> storm.turnedAway() > 0);
            holder.release();
          });
    }
    assertThat(storm.turnedAway()).isPositive();
  }

  /** Together ten times as large as the memory for bodies. */
  @Test
  void bodiesBeyondTheMemoryAreAskedToRepeat() throws Exception {
    Storm storm = new Storm(system.port(), 100, 4_000_000);
    Load.forgetAll(drill.jdbc());
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
