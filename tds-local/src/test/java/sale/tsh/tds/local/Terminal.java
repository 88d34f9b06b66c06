package sale.tsh.tds.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs {@code ./tds-local/tds} as people do: by its script, with variables of their own. */
final class Terminal {

  private static final Path SCRIPT = Path.of("tds").toAbsolutePath();

  private final Path home;
  private final Map<String, String> variables = new HashMap<>();
  private final List<String> prefix;

  /** A terminal with a home and free ports of its own. */
  Terminal(Path home, Map<String, String> given) {
    this(home, given, List.of());
  }

  private Terminal(Path home, Map<String, String> given, List<String> prefix) {
    this.home = home;
    this.prefix = prefix;
    variables.put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
    variables.putAll(FreePorts.ofSystem());
    variables.putAll(given);
    variables.put("TDS_HOME", home.toString());
  }

  /** The same with other variables besides. */
  Terminal with(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(variables);
    all.putAll(more);
    return new Terminal(home, all, prefix);
  }

  /** Another terminal for the same home, where the ports are not set. */
  Terminal withoutPorts() {
    Terminal other = new Terminal(home, variables, prefix);
    other.variables.keySet().removeAll(FreePorts.ofSystem().keySet());
    return other;
  }

  /** The same for what runs before the script, such as a change of user. */
  Terminal behind(List<String> command) {
    return new Terminal(home, variables, command);
  }

  String variable(String name) {
    return String.valueOf(variables.get(name));
  }

  int port(String variable) {
    return Integer.parseInt(variable(variable));
  }

  /** Runs a command to its end. */
  Said tds(String... arguments) {
    return Said.by(start(arguments));
  }

  /** Starts a command; the directory is not the checkout's. */
  Process start(String... arguments) {
    List<String> command = new ArrayList<>(prefix);
    command.add(SCRIPT.toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(Path.of("/").toFile()).redirectErrorStream(true);
    builder.environment().remove("DATABASE_URL");
    builder.environment().put("TDS_AS_BUILT", "true");
    builder.environment().putAll(variables);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a command said, and its exit status. */
  record Said(String text, int status) {

    static Said by(Process process) {
      try {
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        // The JVM says so of its options.
        return new Said(
            text.replaceAll("NOTE: Picked up JDK_JAVA_OPTIONS.*\n", ""), process.waitFor());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    List<String> lines() {
      return text.lines().toList();
    }

    /** The pid in a process's line of the status. */
    long pid(String process) {
      return lines().stream()
          .filter(line -> line.startsWith(process + " pid "))
          .map(line -> Long.parseLong(line.split(" ", -1)[2]))
          .findFirst()
          .orElseThrow(() -> new AssertionError(process + " does not run:\n" + text));
    }
  }
}
