package sale.tsh.tds.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Runs {@code deploy/test/server-check}, which tests the bundle step by step on a machine with its
 * own systemd. Skipped, with the reason, if this system cannot boot such a machine.
 */
@Tag("server")
@Order(1)
class ServerIT {

  private static final int CANNOT = 77;

  /** Lesson 18: the units promised reload and Type=notify, but the program supported neither. */
  @Test
  void anOperatorCanRunTheBundle() throws IOException, InterruptedException {
    Process check =
        new ProcessBuilder(Path.of("../deploy/test/server-check").toString())
            .redirectErrorStream(true)
            .start();
    List<String> said = new ArrayList<>();
    try (BufferedReader lines = check.inputReader(UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        System.out.println(line);
        said.add(line);
      }
    }
    int status = check.waitFor();

    assumeTrue(status != CANNOT, () -> String.join("\n", said));
    assertThat(status).as(String.join("\n", said)).isZero();
  }
}
