package sale.tsh.tds.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import sale.tsh.tds.local.DebianProgram;
import sale.tsh.tds.local.LocalProcess;

/**
 * Workers whose clocks are an hour ahead and an hour behind, by Debian's libfaketime: leases and
 * due times are the database's, so neither steals from the other nor waits for an hour.
 */
@EnabledIf(value = "hasFakeTime", disabledReason = "needs faketime")
@Tag("fault")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClockFaultsIT {

  private Drill drill;

  static boolean hasFakeTime() {
    return DebianProgram.library("faketime/libfaketimeMT.so.1").isPresent();
  }

  @BeforeAll
  void start() throws IOException {
    // Retries wait, so that a wrong due time shows.
    drill = Drill.start(Map.of("RETRY_DELAYS", "1s"));
    drill.system().worker().stop();
    for (String offset : List.of("+3600s", "-3600s")) {
      LocalProcess worker = drill.system().newWorker(clock(offset));
      worker.start();
      assertThat(hoursOff(worker)).as("the clock of %s", worker.name()).isEqualTo(1);
    }
  }

  @AfterAll
  void close() {
    drill.close();
  }

  /** Nor does the clock keep one from taking over what the other leaves behind. */
  @Test
  void workersWhoseClocksAreWrongLeaveEachOtherInPeaceUntilOneIsKilled() throws Exception {
    drill.run(
        "workers' clocks an hour ahead and an hour behind; SIGKILL of one",
        2,
        (load, i) -> {
          if (i == 0) {
            load.goesOn();
          } else {
            drill.system().workers().get(1).kill();
          }
        });
    drill.requireNoAttemptSpent();
  }

  /** By its first lines in the log. */
  private long hoursOff(LocalProcess worker) throws IOException {
    Path log = drill.system().home().resolve("logs/%s.log".formatted(worker.name()));
    Instant said =
        Files.readAllLines(log).stream()
            .map(line -> line.split(" ", 2)[0])
            .filter(word -> word.endsWith("Z"))
            .map(Instant::parse)
            .findFirst()
            .orElseThrow();
    return Duration.between(said, Instant.now()).abs().plusMinutes(30).toHours();
  }

  /** The time of day alone: what measures how long something takes stays right, as on a machine. */
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
        "1");
  }
}
