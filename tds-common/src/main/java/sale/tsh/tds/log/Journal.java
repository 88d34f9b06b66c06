package sale.tsh.tds.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds out whether systemd's journal reads the output of this process. */
final class Journal {

  private static final Path OUT = Path.of("/proc/self/fd/1");
  private static final Path ERROR = Path.of("/proc/self/fd/2");

  private Journal() {}

  /**
   * Whether standard output or error is the journal's stream, which {@code JOURNAL_STREAM} names by
   * device and inode. The journal does not read a child that inherited the variable but writes
   * elsewhere. If output and error are separate streams of the journal, the variable names that of
   * the error.
   */
  static boolean reads(@Nullable String journalStream) {
    return journalStream != null
        && (journalStream.equals(stream(OUT)) || journalStream.equals(stream(ERROR)));
  }

  static @Nullable String stream(Path descriptor) {
    try {
      Map<String, Object> attributes = Files.readAttributes(descriptor, "unix:dev,ino");
      return attributes.get("dev") + ":" + attributes.get("ino");
    } catch (IOException | UnsupportedOperationException e) {
      return null;
    }
  }
}
