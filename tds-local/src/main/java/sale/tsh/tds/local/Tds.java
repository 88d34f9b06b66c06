package sale.tsh.tds.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import sale.tsh.tds.local.demo.Demo;
import sale.tsh.tds.local.demo.LostWebhook;
import sale.tsh.tds.settings.SettingException;
import sale.tsh.tds.settings.Settings;

/** The command {@code tds}, which runs the whole system on this machine. */
public final class Tds {

  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  private final Map<String, String> variables;
  private final Path checkout;
  private final PrintStream out;

  private Tds(Map<String, String> variables, Path checkout, PrintStream out) {
    this.variables = variables;
    this.checkout = checkout;
    this.out = out;
  }

  public static void main(String[] arguments) {
    CountDownLatch ended = new CountDownLatch(1);
    interruptAtShutdown(Thread.currentThread(), ended);
    Path checkout = Path.of(System.getProperty("tds.checkout", ".")).toAbsolutePath().normalize();
    int status = FAILED;
    try {
      status = new Tds(System.getenv(), checkout, System.out).run(List.of(arguments));
    } catch (LocalProblem | SettingException e) {
      System.err.println(e.getMessage());
    } catch (UncheckedIOException e) {
      System.err.println(describe(e));
    } finally {
      ended.countDown();
    }
    System.exit(status);
  }

  private int run(List<String> arguments) {
    String command = arguments.isEmpty() ? "help" : arguments.getFirst();
    List<String> options = arguments.subList(Math.min(1, arguments.size()), arguments.size());
    boolean known =
        command.equals("up")
            ? List.of("--demo", "--detach").containsAll(options)
            : options.isEmpty();
    return switch (known ? command : "") {
      case "up" -> up(options.contains("--demo"), options.contains("--detach"));
      case "status" -> system().status() ? OK : FAILED;
      case "down" -> down();
      case "help" -> {
        out.print(help());
        yield OK;
      }
      default -> {
        System.err.print(help());
        yield WRONG_USAGE;
      }
    };
  }

  private int up(boolean demo, boolean detach) {
    StartResult started = locked(() -> start(demo && canSimulate()));
    // A command that joined a running system leaves it running.
    boolean stays = detach || started.joined();
    try {
      printOverview(started.system());
      if (demo) {
        demo(started.system());
      }
      if (stays) {
        return OK;
      }
      out.printf("%nPress Ctrl-C to end it.%n");
      return started.system().watch() ? OK : FAILED;
    } finally {
      if (!stays) {
        // If an interruption led here, it must not interrupt the shutdown.
        Thread.interrupted();
        locked(() -> system().stop());
      }
    }
  }

  /**
   * Whether a simulator may stand for Zoho. It must not be compared with records of an organisation
   * or of another database.
   */
  private boolean canSimulate() {
    return new Settings(variables::get).text("ZOHO_CLIENT_ID").isEmpty() && settings().embedded();
  }

  private StartResult start(boolean simulate) {
    LocalTds system = LocalTds.of(settings(), variables, simulate, out);
    boolean joined = system.isAnyRunning();
    system.start();
    return new StartResult(system, joined);
  }

  private int down() {
    if (!locked(() -> system().stop())) {
      out.println("Nothing is running.");
    }
    return OK;
  }

  private void demo(LocalTds system) {
    LocalSettings settings = system.settings();
    Optional<String> key =
        new Settings(variables::get).secrets("WEBHOOK_API_KEY", 1, 2).stream().findFirst();
    try {
      new Demo(apiOf(settings), key, settings.database()::connect, out).run();
      out.printf(
          "%nTo see the records:%n  psql %s -c 'select contact_name, email, last_modified_time from zoho.contacts'%n",
          settings.database().url());
      system.simulator().ifPresent(zoho -> new LostWebhook(zoho, out).show());
    } catch (UncheckedIOException | IllegalStateException e) {
      throw new LocalProblem("The demo failed: " + e.getMessage());
    }
  }

  private LocalTds system() {
    return LocalTds.of(settings(), variables, false, out);
  }

  private <T> T locked(Supplier<T> work) {
    return CommandLock.hold(
        settings().run(),
        () -> out.println("Waiting for another tds command that starts or ends the system."),
        work);
  }

  private LocalSettings settings() {
    return LocalSettings.from(variables, checkout);
  }

  private void printOverview(LocalTds system) {
    LocalSettings settings = system.settings();
    out.println();
    system.status();
    out.printf(
        """

        API        %1$s
        API docs   %1$s/docs
        Dashboard  %1$s/dashboard/
        Database   psql %2$s
        Logs       %3$s
        """,
        apiOf(settings), settings.database().url(), settings.logs());
  }

  private static String apiOf(LocalSettings settings) {
    return "http://127.0.0.1:" + settings.apiPort();
  }

  private static String help() {
    try (InputStream help = Tds.class.getResourceAsStream("/help.txt")) {
      return help == null ? "" : new String(help.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String describe(UncheckedIOException e) {
    return e.getCause() instanceof AccessDeniedException denied
        ? "This user may not use %s. Set another directory: TDS_HOME=~/tds"
            .formatted(denied.getFile())
        : String.valueOf(e.getMessage());
  }

  /**
   * Makes Ctrl-C and SIGTERM interrupt the command. The JVM ends once the command has cleaned up.
   */
  private static void interruptAtShutdown(Thread command, CountDownLatch ended) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              command.interrupt();
              try {
                ended.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            }));
  }

  /**
   * The system after a start.
   *
   * @param joined whether part of it was already running
   */
  private record StartResult(LocalTds system, boolean joined) {}
}
