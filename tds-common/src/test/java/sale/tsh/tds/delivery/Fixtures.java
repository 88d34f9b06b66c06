package sale.tsh.tds.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Bodies as they were met in practice, and those that the predecessor took. */
final class Fixtures {

  private Fixtures() {}

  /** Every file, by its name below the directory. */
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

  /** As the sender labelled it. */
  static String contentType(String file) {
    return file.contains("form-") ? Readings.FORM : Readings.JSON;
  }

  /** From other modules too, where this is in a jar. */
  private static Path directory() {
    return Path.of("../tds-common/src/test/resources/delivery");
  }
}
