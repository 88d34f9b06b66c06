package sale.tsh.tds.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The file that holds the value of one setting. */
final class SettingFile {

  private static final int MOST_BYTES = 64 * 1024;

  private SettingFile() {}

  /**
   * The text of a file.
   *
   * @param variable the variable that names the file, for the refusal
   * @throws SettingException if the file cannot be read. It does not show the path, because a
   *     person may have written the secret itself in its place
   */
  static String read(String variable, String path) {
    try {
      Path file = Path.of(path);
      // Anything else, such as a pipe, could be read only once or never end.
      if (Files.isRegularFile(file)) {
        try (InputStream content = Files.newInputStream(file)) {
          byte[] bytes = content.readNBytes(MOST_BYTES + 1);
          if (bytes.length <= MOST_BYTES) {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
          }
        }
      }
    } catch (IOException | InvalidPathException e) {
      // Refused below.
    }
    throw new SettingException(
        "%s must be the path of a text file of at most %d KiB that this process can read"
            .formatted(variable, MOST_BYTES / 1024));
  }
}
