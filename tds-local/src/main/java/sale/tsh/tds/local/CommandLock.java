package sale.tsh.tds.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/** Lets one command at a time start and stop processes. */
final class CommandLock {

  private CommandLock() {}

  /**
   * Runs {@code work} under the lock of a directory. Calls {@code onWait} first if another command
   * holds the lock.
   */
  static <T> T hold(Path directory, Runnable onWait, Supplier<T> work) {
    try {
      Files.createDirectories(directory);
      try (FileChannel file =
          FileChannel.open(
              directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        if (file.tryLock() == null) {
          onWait.run();
          file.lock();
        }
        // Closing the file releases the lock.
        return work.get();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
