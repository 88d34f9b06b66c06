package sale.tsh.tds.local;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sale.tsh.tds.local.demo.SimulatedZoho;

/** All processes of the system on this machine. */
final class LocalTds {

  private static final Duration WATCH_INTERVAL = Duration.ofMillis(500);

  private final LocalSettings settings;
  private final PrintStream out;
  private final LocalProcess api;
  private final LocalProcess worker;
  private final LocalProcess zoho;
  private final List<LocalProcess> databases;

  /** Whether the worker pulls from the simulator, which then is one of the processes. */
  private final boolean simulated;

  /** Whether this command runs the demo with the simulator. */
  private final boolean simulate;

  private LocalTds(LocalSettings settings, boolean simulate, PrintStream out) {
    this.settings = settings;
    this.out = out;
    ZohoProgram simulator = ZohoProgram.of(settings);
    this.zoho = new LocalProcess(simulator, settings);
    this.simulate = simulate;
    this.simulated = simulate || zoho.isPartOfSystem();
    this.api =
        new LocalProcess(
            JarProgram.api(CopiedJar.of("tds-api", settings), settings, Map.of()), settings);
    this.worker =
        new LocalProcess(
            JarProgram.worker(
                "worker",
                CopiedJar.of("tds-worker", settings),
                settings,
                simulated ? simulator.workerVariables() : Map.of()),
            settings);
    this.databases =
        settings.embedded()
            ? List.of(new LocalProcess(PostgresProgram.of(settings), settings))
            : List.of();
  }

  /**
   * Returns the system that runs in the home of these settings, with the settings that it was
   * started with. If none is running, returns one with the given settings and a free port in place
   * of each 0.
   *
   * @param simulate whether a simulator of Zoho is to be one of the processes, if it is not yet
   */
  static LocalTds of(
      LocalSettings settings, Map<String, String> variables, boolean simulate, PrintStream out) {
    LocalTds wanted = new LocalTds(settings, simulate, out);
    return new LocalTds(
        wanted.isAnyRunning() ? settings.remembered(variables) : settings.withFreePorts(variables),
        simulate,
        out);
  }

  LocalSettings settings() {
    return settings;
  }

  /** The simulator, if it is one of the processes. */
  Optional<SimulatedZoho> simulator() {
    return simulated ? Optional.of(simulatedZoho()) : Optional.empty();
  }

  private SimulatedZoho simulatedZoho() {
    return new SimulatedZoho(zoho.address(), settings.database()::connect);
  }

  boolean isAnyRunning() {
    return inStartOrder().stream().anyMatch(LocalProcess::isRunning);
  }

  /**
   * Starts the missing processes and returns once all are healthy. If one fails, ends the processes
   * that this call has started.
   */
  void start() {
    List<LocalProcess> missing =
        new ArrayList<>(inStartOrder().stream().filter(each -> !each.isRunning()).toList());
    requireFreePorts(missing);
    requireDatabase();
    prepareHome();
    if (missing.contains(zoho) && worker.isRunning()) {
      // Only a start tells it where the simulator is.
      stop(List.of(worker));
      missing.add(worker);
    }
    if (missing.isEmpty()) {
      out.println("All processes are already running.");
    }
    List<LocalProcess> started = new ArrayList<>();
    try {
      for (LocalProcess process : inStartOrder()) {
        if (missing.contains(process)) {
          started.addFirst(process);
          start(process);
          if (process == zoho) {
            prepareSimulator();
          }
        } else {
          process.awaitHealth();
        }
      }
    } catch (RuntimeException e) {
      // If an interruption led here, it must not interrupt the clean-up.
      Thread.interrupted();
      stop(started);
      throw e;
    }
  }

  /** Prints one line per process. Returns whether all are healthy. */
  boolean status() {
    boolean healthy = true;
    for (LocalProcess process : inStatusOrder()) {
      LocalProcess.ProcessStatus status = process.status();
      out.println(status.line());
      healthy &= status.healthy();
    }
    if (!settings.embedded()) {
      boolean answers = settings.database().answers();
      out.printf(
          "postgres external %s %s%n",
          answers ? "healthy" : "unhealthy", settings.database().address());
      healthy &= answers;
    }
    return healthy;
  }

  /**
   * Prints a message for each process that ends, until all have ended or the caller is interrupted.
   * Returns whether none ended by itself.
   */
  boolean watch() {
    Set<LocalProcess> running = new HashSet<>(inStartOrder());
    boolean wellEnded = true;
    try {
      while (!running.isEmpty()) {
        Thread.sleep(WATCH_INTERVAL);
        for (LocalProcess process : inStartOrder()) {
          if (process.isRunning()) {
            running.add(process);
          } else if (running.remove(process)) {
            // A command that ends a process holds the lock until the pid file is deleted.
            wellEnded &= CommandLock.hold(settings.run(), () -> {}, () -> reportEnd(process));
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return wellEnded;
  }

  /** Ends the worker first and PostgreSQL last. Returns whether any of them was running. */
  boolean stop() {
    boolean ran = isAnyRunning();
    stop(inStartOrder().reversed());
    return ran;
  }

  private List<LocalProcess> inStartOrder() {
    List<LocalProcess> all = new ArrayList<>(databases);
    all.add(api);
    if (simulated) {
      all.add(zoho);
    }
    all.add(worker);
    return all;
  }

  private List<LocalProcess> inStatusOrder() {
    List<LocalProcess> all = new ArrayList<>(List.of(api, worker));
    all.addAll(databases);
    if (simulated) {
      all.add(zoho);
    }
    return all;
  }

  private void requireFreePorts(List<LocalProcess> missing) {
    try {
      missing.forEach(LocalProcess::requireFreePorts);
    } catch (LocalProblem e) {
      throw isAnyRunning()
          ? new LocalProblem(
              e.getMessage()
                  + " Some processes are still running. Run tds down before you set another port.")
          : e;
    }
  }

  private void requireDatabase() {
    if (!settings.embedded() && !settings.database().answers()) {
      throw new LocalProblem(
          "The database of DATABASE_URL does not answer: %s. Start it, or unset DATABASE_URL to use the embedded PostgreSQL."
              .formatted(settings.database().address()));
    }
  }

  private void prepareHome() {
    try {
      Files.createDirectories(settings.logs());
      Files.createDirectories(settings.run());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!isAnyRunning()) {
      settings.remember();
    }
  }

  /** The demo's webhooks come before the first pull, so that each shows what it does. */
  private void prepareSimulator() {
    SimulatedZoho simulator = simulatedZoho();
    simulator.copyMirror();
    if (simulate) {
      simulator.ask("pause");
    }
  }

  private void start(LocalProcess process) {
    long begun = System.nanoTime();
    out.printf("%s starts … ", process.name());
    out.flush();
    process.start();
    out.printf("healthy after %.1f s%n", (System.nanoTime() - begun) / 1e9);
  }

  private void stop(List<LocalProcess> processes) {
    for (LocalProcess process : processes) {
      if (process.isRunning()) {
        out.printf("%s ends … ", process.name());
        out.flush();
        process.stop();
        out.println("ended");
      } else {
        process.stop();
      }
    }
  }

  /** Prints how a process ended. Returns whether a command ended it. */
  private boolean reportEnd(LocalProcess process) {
    if (process.hasDied()) {
      out.printf(
          "%s has ended by itself. To start it again, run tds up in another terminal.%n%s%n",
          process.name(), process.endOfLog());
      return false;
    }
    out.printf("%s was %s.%n", process.name(), process.isRunning() ? "restarted" : "stopped");
    return true;
  }
}
