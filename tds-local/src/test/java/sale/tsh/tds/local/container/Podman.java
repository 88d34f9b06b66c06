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
 * Debian's podman with images, containers and networks of its own, which end with it. It reaches no
 * registry.
 */
final class Podman implements AutoCloseable {

  /** Where Debian keeps the programs that podman itself runs. */
  private static final Path HELPERS = Path.of("/usr/lib/podman");

  private final Path home;

  Podman() {
    try {
      // A short path, since sockets are below it.
      home = Files.createTempDirectory("tds-podman");
      write("containers.conf");
      write("storage.conf");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  @Override
  public void close() {
    tryRun("pod", "rm", "--all", "--force", "--time=0");
    tryRun("rm", "--all", "--force", "--time=0");
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
