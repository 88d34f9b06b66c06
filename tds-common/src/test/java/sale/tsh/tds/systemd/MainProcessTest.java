package sale.tsh.tds.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainProcessTest {

  private static final long SELF = ProcessHandle.current().pid();

  @TempDir private Path runtime;

  @Test
  void processThatTookOverLastIsInCharge() {
    MainProcess first = new MainProcess(1, runtime.toString(), null);
    MainProcess second = new MainProcess(2, runtime.toString(), "1");

    first.takeOver();
    assertThat(first.inCharge()).isTrue();

    second.takeOver();
    assertThat(first.inCharge()).isFalse();
    assertThat(second.inCharge()).isTrue();
  }

  @Test
  void processWithoutAServiceManagerIsInCharge() {
    MainProcess only = new MainProcess(SELF, null, null);

    only.takeOver();

    assertThat(only.inCharge()).isTrue();
    assertThat(only.predecessor()).isEmpty();
  }

  @Test
  void reloadNamesTheProcessToTakeOverFrom() {
    long running = ProcessHandle.current().parent().orElseThrow().pid();

    assertThat(new MainProcess(SELF, null, Long.toString(running)).predecessor())
        .hasValueSatisfying(process -> assertThat(process.pid()).isEqualTo(running));
    assertThat(new MainProcess(SELF, null, Long.toString(SELF)).predecessor()).isEmpty();
  }
}
