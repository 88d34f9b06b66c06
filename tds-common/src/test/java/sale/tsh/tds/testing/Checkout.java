package sale.tsh.tds.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The files of this checkout, for tests that compare documents with the code. Paths are relative to
 * the root and have slashes.
 */
public final class Checkout {

  /** Maven runs the tests of a module in the module's folder. */
  private static final Path ROOT = Path.of("..");

  private static final Set<String> NOT_SOURCES =
      Set.of(".git", ".data", ".idea", ".vscode", "node_modules", "target");

  private Checkout() {}

  /** The text of a file. */
  public static String read(String file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the checkout has this file or folder. */
  public static boolean has(String file) {
    return Files.exists(ROOT.resolve(file));
  }

  /** All files with one of these endings, without the files that a build or a run leaves behind. */
  public static Set<String> files(String... endings) {
    Set<String> files = new TreeSet<>();
    try {
      Files.walkFileTree(
          ROOT,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              return NOT_SOURCES.contains(folder.getFileName().toString())
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              String name = ROOT.relativize(file).toString().replace(File.separatorChar, '/');
              if (Stream.of(endings).anyMatch(name::endsWith)) {
                files.add(name);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** The simple names of all Java classes. */
  public static Set<String> classes() {
    Set<String> classes = new TreeSet<>();
    files(".java").forEach(file -> classes.add(className(file)));
    return classes;
  }

  /** The name of the class in a Java file. */
  public static String className(String file) {
    return file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.java$", "");
  }
}
