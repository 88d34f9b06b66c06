package sale.tsh.tds.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import sale.tsh.tds.local.DebianProgram;
import sale.tsh.tds.local.LocalProcess;

/**
 * Workers whose clocks are an hour ahead and an hour behind, by Debian's libfaketime. Leases and
 * due times follow the database's clock. So neither worker takes the other's events or waits for an
 * hour.
 */
@EnabledIf(value = "hasFakeTime", disabledReason = "needs faketime")
@Tag("faults")
class ClockFaultsIT extends DrillBase {

  static boolean hasFakeTime() {
    return DebianProgram.library("faketime/libfaketimeMT.so.1").isPresent();
  }

  /** Retries wait, so that a wrong due time shows. */
  @Override
  Drill startDrill() {
    return Drill.start(Map.of("RETRY_DELAYS", "1s"));
  }

  @BeforeAll
  void startWorkersWithWrongClocks() throws IOException {
    system.worker().stop();
    for (String offset : List.of("+3600s", "-3600s")) {
      LocalProcess worker = system.newWorker(clock(offset));
      worker.start();
      assertThat(hoursOff(worker)).as("the clock of %s", worker.name()).isEqualTo(1);
    }
  }

  /** A worker with a wrong clock also takes over the events of one that was killed. */
  @Test
  void workersWithWrongClocksTakeOverOnlyFromAKilledWorker() throws Exception {
    drill.run(
        "workers' clocks an hour ahead and an hour behind; SIGKILL of one",
        2,
        (load, i) -> {
          if (i == 0) {
            load.goesOn();
          } else {
            system.workers().get(1).kill();
          }
        });
    drill.requireNoAttemptSpent();
  }

  /** How many hours the clock of a worker is off, by the first times in its log. */
  private long hoursOff(LocalProcess worker) throws IOException {
    Path log = system.home().resolve("logs/%s.log".formatted(worker.name()));
    Instant said =
        Files.readAllLines(log).stream()
            .map(line -> line.split(" ", 2)[0])
            .filter(word -> word.endsWith("Z"))
            .map(Instant::parse)
            .findFirst()
            .orElseThrow();
    return Duration.between(said, Instant.now()).abs().plusMinutes(30).toHours();
  }

  /**
   * Changes the time of day only. The monotonic clock stays right, as on a real machine. Its fix
   * for timed waits would make each of them take 20 ms longer, and Java does not need it.
   */
  private static Map<String, String> clock(String offset) {
    Path library = DebianProgram.library("faketime/libfaketimeMT.so.1").orElseThrow();
    return Map.of(
        "LD_PRELOAD",
        library.toString(),
        "FAKETIME",
        offset,
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        "DONT_FAKE_MONOTONIC",
        "1",
        "NO_FAKE_STAT",
        "1",
        "FAKETIME_FORCE_MONOTONIC_FIX",
        "0");
  }
}
