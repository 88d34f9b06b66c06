package sale.tsh.tds.local.container;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import sale.tsh.tds.local.Command;
import sale.tsh.tds.local.DebianProgram;

/**
 * Debian's podman with images, containers and networks of its own, which end with it. What a killed
 * run has left ends when the next one begins. It reaches no registry.
 */
final class Podman implements AutoCloseable {

  /** Where Debian keeps the programs that podman itself runs. */
  private static final Path HELPERS = Path.of("/usr/lib/podman");

  private static final String HOME = "tds-podman-";
  private static final Path HOMES = Path.of(System.getProperty("java.io.tmpdir"));

  private final Path home;

  Podman() {
    this(HOMES.resolve(HOME + ProcessHandle.current().pid()));
    endOthers();
    try {
      // A short path, since sockets are below it.
      Files.createDirectories(home);
      write("containers.conf");
      write("storage.conf");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Podman(Path home) {
    this.home = home;
  }

  /**
   * Ends what runs have left whose process is gone. Their bridges would answer for new networks.
   */
  private static void endOthers() {
    try (Stream<Path> files = Files.list(HOMES)) {
      files.filter(Podman::isLeft).forEach(file -> new Podman(file).close());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isLeft(Path file) {
    String name = file.getFileName().toString();
    if (!name.matches(HOME + "\\d+")) {
      return false;
    }
    try {
      if (!Files.getOwner(file).getName().equals("root")) {
        return false;
      }
    } catch (IOException e) {
      return false; // Another run has just removed it.
    }
    long process = Long.parseLong(name.substring(HOME.length()));
    return process == ProcessHandle.current().pid() || ProcessHandle.of(process).isEmpty();
  }

  /** Whether this machine can build and run the image: root, and four of Debian's packages. */
  static boolean canRun() {
    return "root".equals(System.getProperty("user.name"))
        && Stream.of("podman", "runc", "mmdebstrap")
            .allMatch(program -> DebianProgram.named(program).isPresent())
        && Files.isExecutable(HELPERS.resolve("netavark"));
  }

  /** Whether containers find each other by name. */
  static boolean hasNames() {
    return Files.isExecutable(HELPERS.resolve("aardvark-dns"));
  }

  /** The folder for files of containers. */
  Path home() {
    return home;
  }

  /** A name that no other run uses, since all podmans of a machine share its networks' names. */
  String unique(String name) {
    return "%s-%d".formatted(name, ProcessHandle.current().pid());
  }

  /** Runs podman and returns what it prints. Fails if podman does. */
  String run(String... words) {
    Command ended = Command.run(command(words));
    if (!ended.succeeded()) {
      throw new IllegalStateException(String.join(" ", words) + "\n" + ended.output());
    }
    return ended.output();
  }

  /** Runs podman and returns how it ended. */
  Command tryRun(String... words) {
    return Command.run(command(words));
  }

  /** The first process of a container. */
  ProcessHandle process(String container) {
    String pid = run("inspect", "--format={{.State.Pid}}", container);
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  /** Starts podman's server with the interface of Docker, at {@link #address()}. */
  Process serve() throws IOException {
    return new ProcessBuilder(command("system", "service", "--time=0", address()))
        .redirectErrorStream(true)
        .redirectOutput(home.resolve("service.log").toFile())
        .start();
  }

  /** The value of {@code DOCKER_HOST}. */
  String address() {
    return "unix://" + home.resolve("podman.sock");
  }

  /** Ends all containers, and removes their networks and volumes. The images stay. */
  void clear() {
    tryRun("rm", "--all", "--force", "--depend", "--time=0");
    tryRun("network", "prune", "--force");
    tryRun("volume", "prune", "--force");
  }

  @Override
  public void close() {
    // Without its files podman would take the containers of the machine.
    if (Files.exists(home.resolve("containers.conf"))
        && Files.exists(home.resolve("storage.conf"))) {
      clear();
    }
    Command.run(List.of("rm", "-rf", home.toString()));
  }

  private List<String> command(String... words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                "CONTAINERS_CONF=" + home.resolve("containers.conf"),
                "CONTAINERS_STORAGE_CONF=" + home.resolve("storage.conf"),
                // Its timers would need systemd. The tests ask for the health themselves.
                "DISABLE_HC_SYSTEMD=true",
                "podman",
                "--log-level=error"));
    command.addAll(List.of(words));
    return command;
  }

  private void write(String name) throws IOException {
    Files.writeString(home.resolve(name), resource(name).replace("HOME", home.toString()));
  }

  /** A file of the tests' folder {@code containers}. */
  static String resource(String name) throws IOException {
    try (InputStream file =
        Objects.requireNonNull(Podman.class.getResourceAsStream("/containers/" + name), name)) {
      return new String(file.readAllBytes(), UTF_8);
    }
  }
}
