package sale.tsh.tds.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What {@link Files} lacks. */
final class Directories {

  private Directories() {}

  /** Deletes a directory with all that is in it, where it exists. */
  static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    List<Path> contentsFirst;
    try (Stream<Path> paths = Files.walk(directory)) {
      contentsFirst = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : contentsFirst) {
      Files.delete(path);
    }
  }
}
