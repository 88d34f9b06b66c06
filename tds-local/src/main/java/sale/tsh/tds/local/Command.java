package sale.tsh.tds.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A short command that has ended. */
public record Command(int exitStatus, String output) {

  /** Runs a command with empty input and returns once it has ended. */
  public static Command run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return new Command(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalProblem("Interrupted.");
    }
  }

  /** Whether the exit status was 0. */
  public boolean succeeded() {
    return exitStatus == 0;
  }
}
