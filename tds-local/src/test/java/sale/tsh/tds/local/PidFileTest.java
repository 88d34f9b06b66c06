package sale.tsh.tds.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {

  private final PidFile file;
  private final Process process;

  PidFileTest(@TempDir Path directory) throws IOException {
    file = new PidFile(directory.resolve("some.pid"));
    process = new ProcessBuilder("sleep", "600").start();
  }

  @BeforeEach
  void write() {
    file.write(process.toHandle());
  }

  @AfterEach
  void end() {
    process.destroyForcibly();
  }

  @Test
  void findsTheProcessAgain() {
    assertThat(file.process()).contains(process.toHandle());
  }

  @Test
  void ignoresAnotherProcessWithTheSamePid() throws IOException {
    List<String> lines = Files.readAllLines(file.path());
    Files.write(file.path(), List.of(lines.get(0), lines.get(1) + "0"));
    assertThat(file.process()).isEmpty();
  }

  @Test
  void findsNothingOnceTheProcessHasEnded() throws InterruptedException {
    process.destroyForcibly().waitFor();
    assertThat(file.process()).isEmpty();
  }

  @Test
  void findsNothingInABrokenOrMissingFile() throws IOException {
    Files.writeString(file.path(), "");
    assertThat(file.process()).isEmpty();
    file.delete();
    assertThat(file.process()).isEmpty();
  }
}
