package sale.tsh.tds.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/** Lets one command at a time start and stop processes. */
final class Lock {

  private Lock() {}

  /** Works under the lock of a directory; says so first where another command has it. */
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
        // Closing the file gives the lock back.
        return work.get();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
