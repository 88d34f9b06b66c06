package sale.tsh.tds.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.EnabledIf;
import sale.tsh.tds.local.Command;
import sale.tsh.tds.local.DebianProgram;
import sale.tsh.tds.local.LocalProcess;

/**
 * A PostgreSQL whose clock is set back, as by a failover, using Debian's libfaketime. The leases of
 * a dead process must not last as much longer as the clock was set back.
 */
@DisabledIfEnvironmentVariable(
    named = "TDS_TEST_DATABASE_URL",
    matches = ".+",
    disabledReason = "sets the clock of its own PostgreSQL")
@EnabledIf(value = "hasFakeTime", disabledReason = "needs faketime")
@Tag("faults")
class DatabaseClockFaultsIT extends DrillBase {

  private static final String LIBRARY = "faketime/libfaketimeMT.so.1";
  private static final int STEP_SECONDS = 600;

  static boolean hasFakeTime() {
    return DebianProgram.library(LIBRARY).isPresent();
  }

  @BeforeAll
  void startASecondWorkerAndAServerWithItsOwnClock() throws IOException {
    system.newWorker().start();
    giveTheServerAClock();
  }

  @Test
  void theClockIsSetBackWhileAWorkerIsKilled() throws Exception {
    drill.run(
        "the database's clock set back by ten minutes; SIGKILL of one of two workers",
        2,
        (load, i) -> {
          LocalProcess worker = system.workers().get(i % 2);
          worker.kill();
          setBack((i + 1) * STEP_SECONDS);
          load.goesOn();
          worker.start();
        });
  }

  private void setBack(int seconds) throws IOException {
    Files.writeString(clock(), "-" + seconds);
  }

  private Path clock() {
    return system.home().resolve("clock");
  }

  /** Replaces the server by a copy that reads the offset of its clock from a file at each call. */
  private void giveTheServerAClock() throws IOException {
    Path home = system.home();
    setBack(0);
    system.postgres().stop();
    Path shared = home.resolve("server");
    Path own = home.resolve("server.own");
    Command copy = Command.run(List.of("cp", "-aL", shared.toString(), own.toString()));
    assertThat(copy.succeeded()).as(copy.output()).isTrue();
    Path postgres = own.resolve("bin/postgres");
    Files.move(postgres, own.resolve("bin/postgres.real"));
    Files.writeString(
        postgres,
        """
        #!/bin/sh
        export LD_PRELOAD='%s' FAKETIME_TIMESTAMP_FILE='%s' FAKETIME_NO_CACHE=1
        export FAKETIME_DONT_FAKE_MONOTONIC=1 DONT_FAKE_MONOTONIC=1 NO_FAKE_STAT=1
        exec "$0.real" "$@"
        """
            .formatted(DebianProgram.library(LIBRARY).orElseThrow(), clock()));
    assertThat(postgres.toFile().setExecutable(true, false)).isTrue();
    Files.delete(shared);
    Files.move(own, shared);
    system.postgres().start();
  }
}
