package sale.tsh.tds.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Bodies from practice, and bodies that the predecessor accepted. */
final class Fixtures {

  private Fixtures() {}

  /** The names of all files, from the directory down. */
  static List<String> all() {
    try (Stream<Path> files = Files.walk(directory())) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> directory().relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String body(String file) {
    try {
      return Files.readString(directory().resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The content type that the sender gave. */
  static String contentType(String file) {
    return file.contains("form-") ? Parsing.FORM : Parsing.JSON;
  }

  /** A path that other modules can use too, where this class is in a jar. */
  private static Path directory() {
    return Path.of("../tds-common/src/test/resources/delivery");
  }
}
