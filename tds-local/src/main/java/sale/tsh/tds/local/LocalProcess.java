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
 * Starts, finds and ends one process of the system. The process outlives the JVM and the terminal
 * that started it.
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

  /**
   * {@code api}, {@code worker}, {@code postgres} or {@code zoho}. Further workers have a number.
   */
  public String name() {
    return program.name();
  }

  /** The URL of the process. */
  public String address() {
    return program.address();
  }

  /** The pid, if the process is running. */
  public OptionalLong pid() {
    return process().map(ProcessHandle::pid).map(OptionalLong::of).orElse(OptionalLong.empty());
  }

  /** Whether the process is running, healthy or not. */
  public boolean isRunning() {
    return process().isPresent();
  }

  /** Whether the process ended without being asked to. */
  boolean hasDied() {
    return !isRunning() && isPartOfSystem();
  }

  /** Whether the process was started and nobody has ended it since. */
  boolean isPartOfSystem() {
    return Files.exists(pidFile.path());
  }

  /** Whether the process is running and reports that it is healthy. */
  public boolean isHealthy() {
    return isRunning() && program.isHealthy();
  }

  /**
   * The line of {@code tds status}, such as {@code api pid 123 healthy http://127.0.0.1:8001
   * metrics http://127.0.0.1:9001/actuator/prometheus}.
   */
  ProcessStatus status() {
    Optional<ProcessHandle> process = process();
    if (process.isEmpty()) {
      return new ProcessStatus(name() + " down", false);
    }
    boolean healthy = program.isHealthy();
    String line =
        "%s pid %d %s %s"
            .formatted(name(), process.get().pid(), healthy ? "healthy" : "unhealthy", address());
    // At the end, so that the first words keep their places for scripts that split the line.
    return new ProcessStatus(line + program.metrics().map(" metrics "::concat).orElse(""), healthy);
  }

  /** Fails if another program listens on one of the ports. */
  void requireFreePorts() {
    program
        .ports()
        .forEach((variable, port) -> {
          if (isTaken(port)) {
            throw new LocalProblem(
                "Port %d of %s is taken by another program. End that program, or set another port, such as %s=1%04d, or 0 for any free port."
                    .formatted(port, name(), variable, port % 10_000));
          }
        });
  }

  /** Starts the process and returns once it is healthy. */
  public void start() {
    launch();
    awaitHealth();
  }

  /** Starts the process and returns at once. */
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

  /**
   * Returns once the process is healthy. If it ends or takes too long, fails with the end of its
   * log.
   */
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
   * Asks the process to end and returns once it has. After the limit it is killed, which loses
   * nothing. Returns whether it was running.
   */
  public boolean stop() {
    Optional<ProcessHandle> process = process();
    if (process.isPresent() && !program.askToEnd(process.get()) && isRunning()) {
      throw new LocalProblem(
          "%s (pid %d) belongs to another user. End it as that user."
              .formatted(name(), process.get().pid()));
    }
    if (!await(() -> !isRunning(), stopLimit)) {
      kill();
    }
    pidFile.delete();
    return process.isPresent();
  }

  /** Kills the process and its children with SIGKILL, and returns once all are gone. */
  public void kill() {
    process()
        .ifPresent(process -> {
          List<ProcessHandle> family = new ArrayList<>(List.of(process));
          process.descendants().forEach(family::add);
          family.forEach(ProcessHandle::destroyForcibly);
          await(() -> family.stream().noneMatch(PidFile::lives), KILL_LIMIT);
        });
  }

  /** The last lines that the process has logged since this object started it. */
  public String endOfLog() {
    List<String> lines = linesSinceStart();
    String shown =
        String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    return "The end of %s:%n%s".formatted(log, shown.indent(2).stripTrailing());
  }

  private Optional<ProcessHandle> process() {
    return pidFile.process();
  }

  /** Starts the program in its own session, so that Ctrl-C in the terminal does not reach it. */
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

  /** Waits until a condition is true. Returns false if the limit passes first. */
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

  /** The state of a process, as a line to print. */
  record ProcessStatus(String line, boolean healthy) {}
}
