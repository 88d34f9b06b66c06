package sale.tsh.tds.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether systemd's journal reads what this process writes. */
final class Journal {

  private static final Path OUT = Path.of("/proc/self/fd/1");
  private static final Path ERROR = Path.of("/proc/self/fd/2");

  private Journal() {}

  /**
   * {@code JOURNAL_STREAM} names the journal's end by device and inode. A child that inherited the
   * variable but writes elsewhere is not read by the journal. Where output and error go there by
   * ways of their own, the variable names the error's.
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
