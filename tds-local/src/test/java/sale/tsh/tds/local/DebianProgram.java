package sale.tsh.tds.local;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds programs and libraries that this machine may have, and checks whether a program listens.
 */
public final class DebianProgram {

  private static final int PATIENCE_MILLIS = 1_000;

  private DebianProgram() {}

  /**
   * The path of a program, if it is installed. Debian keeps some in directories that only root's
   * path has.
   */
  public static Optional<Path> named(String name) {
    return directories()
        .map(directory -> directory.resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The path of a library, if it is installed. */
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

  /** Whether a program accepts connections there. */
  static boolean listensAt(String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
