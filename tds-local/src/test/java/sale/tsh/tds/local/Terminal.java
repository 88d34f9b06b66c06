package sale.tsh.tds.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the script {@code ./tds-local/tds} as a user does, with its own variables. */
final class Terminal {

  private static final Path SCRIPT = Path.of("tds").toAbsolutePath();

  private final Path home;
  private final Map<String, String> variables = new HashMap<>();
  private final List<String> prefix;

  /** Creates a terminal with its own home and free ports. */
  Terminal(Path home, Map<String, String> given) {
    this(home, given, List.of());
  }

  private Terminal(Path home, Map<String, String> given, List<String> prefix) {
    this.home = home;
    this.prefix = prefix;
    variables.put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
    variables.putAll(LocalSystem.freePorts());
    variables.putAll(given);
    variables.put("TDS_HOME", home.toString());
  }

  /** Returns a terminal with further variables. */
  Terminal with(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(variables);
    all.putAll(more);
    return new Terminal(home, all, prefix);
  }

  /** Returns a terminal for the same home without the variables of the ports. */
  Terminal withoutPorts() {
    Terminal other = new Terminal(home, variables, prefix);
    other.variables.keySet().removeAll(LocalSystem.freePorts().keySet());
    return other;
  }

  /** Returns a terminal whose commands start with a prefix, such as a change of user. */
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

  /** Starts a command outside the checkout. */
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
        // The JVM prints this because of its options.
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
      return Long.parseLong(word(process, 2));
    }

    /** The address in a process's line of the status. */
    String address(String process) {
      return word(process, 4);
    }

    /** The URL of the metrics in a process's line of the status. */
    String metrics(String process) {
      return word(process, 6);
    }

    private String word(String process, int index) {
      return lines().stream()
          .filter(line -> line.startsWith(process + " pid "))
          .map(line -> line.split(" ", -1)[index])
          .findFirst()
          .orElseThrow(() -> new AssertionError(process + " does not run:\n" + text));
    }
  }
}
