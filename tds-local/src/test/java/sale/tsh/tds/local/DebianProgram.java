package sale.tsh.tds.local;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs and libraries of others that a machine may have, and whether they answer. */
public final class DebianProgram {

  private static final int PATIENCE_MILLIS = 1_000;

  private DebianProgram() {}

  /** Where it is, if this machine has it; Debian has some where only root looks. */
  public static Optional<Path> named(String name) {
    return directories()
        .map(directory -> directory.resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Where a library is, beside the programs or where Debian has it. */
  public static Optional<Path> library(String name) {
    return directories()
        .map(directory -> directory.resolveSibling("lib"))
        .flatMap(lib -> Stream.of("x86_64-linux-gnu", "aarch64-linux-gnu").map(lib::resolve))
        .map(lib -> lib.resolve(name))
        .filter(Files::exists)
        .findFirst();
  }

  private static Stream<Path> directories() {
    return Stream.concat(
            Stream.of(System.getenv("PATH").split(":", -1)), Stream.of("/usr/sbin", "/usr/bin"))
        .map(Path::of);
  }

  /** Whether somebody takes connections there. */
  static boolean listensAt(String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
