package sale.tsh.tds.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Operations on directories that {@link Files} lacks. */
final class Directories {

  private Directories() {}

  /** Deletes a directory and everything in it. Does nothing if the directory does not exist. */
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
