package sale.tsh.tds.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/**
 * One process of the system: started, found again, and ended. It outlives the JVM that starts it,
 * and the terminal too.
 */
public final class LocalProcess {

  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration KILL_LIMIT = Duration.ofSeconds(30);
  private static final int SHOWN_LINES = 30;
  private static final int SHOWN_BYTES = 64 * 1024;
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private final Program program;
  private final Path home;
  private final Path log;
  private final PidFile pidFile;
  private final Duration stopLimit;
  private long logStart;

  LocalProcess(Program program, LocalSettings settings) {
    this.program = program;
    this.home = settings.home();
    this.log = settings.logs().resolve(program.name() + ".log");
    this.pidFile = new PidFile(settings.run().resolve(program.name() + ".pid"));
    this.stopLimit = settings.stopLimit();
  }

  /** {@code api}, {@code worker} or {@code postgres}; further workers have a number. */
  public String name() {
    return program.name();
  }

  /** Where others find it: a URL. */
  public String address() {
    return program.address();
  }

  /** Its pid while it lives. */
  public OptionalLong pid() {
    return process().map(ProcessHandle::pid).map(OptionalLong::of).orElse(OptionalLong.empty());
  }

  /** Whether it lives, well or not. */
  public boolean isRunning() {
    return process().isPresent();
  }

  /** Whether it ended without having been asked to. */
  boolean hasDied() {
    return !isRunning() && Files.exists(pidFile.path());
  }

  /** Whether it lives and says that it is well. */
  public boolean isHealthy() {
    return isRunning() && program.isHealthy();
  }

  /** {@code api pid 123 healthy http://127.0.0.1:8001}. */
  Status status() {
    Optional<ProcessHandle> process = process();
    if (process.isEmpty()) {
      return new Status(name() + " down", false);
    }
    boolean healthy = program.isHealthy();
    return new Status(
        "%s pid %d %s %s"
            .formatted(name(), process.get().pid(), healthy ? "healthy" : "unhealthy", address()),
        healthy);
  }

  /** Refuses a start that could not succeed, because another program has a port. */
  void requireFreePorts() {
    program
        .ports()
        .forEach(
            (variable, port) -> {
              if (isTaken(port)) {
                throw new LocalProblem(
                    "Port %d of %s is taken by another program. End that one, or choose another port, such as %s=1%04d."
                        .formatted(port, name(), variable, port % 10_000));
              }
            });
  }

  /** Starts it and returns when it is healthy. */
  public void start() {
    launch();
    awaitHealth();
  }

  /** Starts it and returns at once. */
  public void launch() {
    requireFreePorts();
    program.prepare();
    try {
      logStart = Files.exists(log) ? Files.size(log) : 0;
      pidFile.write(spawn().toHandle());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns when it is healthy; if it does not get there, the end of its log is the problem. */
  public void awaitHealth() {
    boolean healthy = await(() -> program.isHealthy() || !isRunning(), START_LIMIT);
    if (!isRunning()) {
      throw new LocalProblem("%s ended while it started.%n%s".formatted(name(), endOfLog()));
    }
    if (!healthy) {
      throw new LocalProblem(
          "%s was not healthy within %d seconds.%n%s"
              .formatted(name(), START_LIMIT.toSeconds(), endOfLog()));
    }
  }

  /**
   * Asks it to end and returns when it has. Beyond the limit it is killed, which loses nothing.
   * Returns whether it ran.
   */
  public boolean stop() {
    Optional<ProcessHandle> process = process();
    if (process.isPresent() && !program.askToEnd(process.get()) && isRunning()) {
      throw new LocalProblem(
          "%s (pid %d) is another user's: end it as that user."
              .formatted(name(), process.get().pid()));
    }
    if (!await(() -> !isRunning(), stopLimit)) {
      kill();
    }
    pidFile.delete();
    return process.isPresent();
  }

  /** Ends it with SIGKILL, its own children too, and returns when all are gone. */
  public void kill() {
    process()
        .ifPresent(
            process -> {
              List<ProcessHandle> family = new ArrayList<>(List.of(process));
              process.descendants().forEach(family::add);
              family.forEach(ProcessHandle::destroyForcibly);
              await(() -> family.stream().noneMatch(PidFile::lives), KILL_LIMIT);
            });
  }

  /** The last lines that it wrote since it was started here. */
  public String endOfLog() {
    List<String> lines = linesSinceStart();
    String shown =
        String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    return "The end of %s:%n%s".formatted(log, shown.indent(2).stripTrailing());
  }

  private Optional<ProcessHandle> process() {
    return pidFile.process();
  }

  /** In a session of its own, so that Ctrl-C in the terminal does not reach it. */
  private Process spawn() throws IOException {
    List<String> command = new ArrayList<>(List.of("setsid"));
    command.addAll(program.command());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(program.variables());
    return builder.start();
  }

  private List<String> linesSinceStart() {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long start = Math.max(logStart, file.length() - SHOWN_BYTES);
      file.seek(start);
      byte[] bytes = new byte[(int) Math.max(0, file.length() - start)];
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static boolean isTaken(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, LOOPBACK)) {
      return !socket.isBound();
    } catch (IOException e) {
      return true;
    }
  }

  /** Whether a condition came true within the limit. */
  private static boolean await(BooleanSupplier condition, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LocalProblem("Interrupted.");
      }
    }
    return true;
  }

  /** How a process is, as a line for people. */
  record Status(String line, boolean healthy) {}
}
