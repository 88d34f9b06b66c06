package sale.tsh.tds.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests {@code tds-run} with Java's cache. New code runs, whatever the cache was made from. The
 * release is laid out as by {@code install.sh}. Its jar and its library print one word each.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TdsRunTest {

  private static final Path SCRIPTS = Path.of("../deploy/bin").toAbsolutePath().normalize();
  private static final String WARNING =
      "the jars of the api are not those that aot.cache was made of";

  private static @TempDir Path home;
  private Path original;
  private Path release;
  private Path jar;
  private Path library;

  @BeforeAll
  void layDown() throws IOException {
    original = home.resolve("as-laid-down");
    release = home.resolve("releases/1.0.0");
    jar = release.resolve("api/tds-api.jar");
    library = release.resolve("api/lib/library.jar");
    for (String script : List.of("tds-run", "tds-jars")) {
      Path copy = release.resolve("bin").resolve(script);
      Files.createDirectories(copy.getParent());
      Files.copy(SCRIPTS.resolve(script), copy);
    }
    Files.createSymbolicLink(home.resolve("java"), Path.of(System.getProperty("java.home")));
    Files.createSymbolicLink(home.resolve("current"), release);
    Files.createDirectories(library.getParent());
    packLibrary("old");
    packJar("old");
    Path cache = release.resolve("api/aot.cache");
    Command training = run("tds-run", "TDS_CACHE_OUTPUT=" + cache);
    assertThat(cache).as(training.output()).isNotEmptyFile();
    Files.writeString(release.resolve("api/aot.cache.jars"), run("tds-jars").output() + "\n");
    copy(release, original);
  }

  /** Restores the release with the times of its files, which Java compares with the cache. */
  @BeforeEach
  void restoreTheRelease() throws IOException {
    Directories.delete(release);
    copy(original, release);
  }

  @Test
  void theCacheIsUsedWhileItsJarsAreUnchanged() {
    assertThat(run("tds-run").output()).contains("Main old", "Library old", "cache true");
  }

  /** JDK-8377932: Java silently takes the code from the cache. */
  @Test
  void aJarThatHasChangedRunsItsNewCode() {
    packJar("new");
    assertStartsWithoutTheCache("Main new", "Library old");
  }

  @Test
  void aLibraryThatHasChangedRunsItsNewCode() {
    packLibrary("new");
    assertStartsWithoutTheCache("Main old", "Library new");
  }

  @Test
  void aJarOfTheSameSizeAndTimeRunsItsNewCode() throws IOException {
    FileTime time = Files.getLastModifiedTime(jar);
    long size = Files.size(jar);
    packJar("new");
    Files.setLastModifiedTime(jar, time);
    assertThat(jar).hasSize(size);
    assertStartsWithoutTheCache("Main new", "Library old");
  }

  @Test
  void anAddedLibraryIsAChange() throws IOException {
    Files.copy(library, library.resolveSibling("another.jar"));
    assertStartsWithoutTheCache("Main old", "Library old");
  }

  @Test
  void aCacheWithoutItsListOfJarsIsNotUsed() throws IOException {
    Files.delete(release.resolve("api/aot.cache.jars"));
    assertStartsWithoutTheCache("Main old", "Library old");
  }

  private void assertStartsWithoutTheCache(String... said) {
    Command started = run("tds-run");
    assertThat(started.succeeded()).isTrue();
    assertThat(started.output()).contains(said).contains("cache false").doesNotContain("error");
    assertThat(started.output().lines()).filteredOn(line -> line.contains(WARNING)).hasSize(1);
  }

  /** Runs a script as systemd does: a write to a closed pipe is an error, not a signal. */
  private static Command run(String script, String... variables) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("env", "--ignore-signal=PIPE", "TDS_JAVA_OPTIONS=-Xlog:aot=off"));
    command.addAll(List.of(variables));
    command.addAll(List.of(home.resolve("current/bin").resolve(script).toString(), "api"));
    return Command.run(command);
  }

  private void packJar(String word) {
    String code =
        """
        public class Main {
          public static void main(String[] arguments) throws Exception {
            System.out.println("Main %s");
            Library.say();
            System.out.println("cache " + java.lang.management.ManagementFactory.getRuntimeMXBean()
                .getInputArguments().stream().anyMatch(each -> each.startsWith("-XX:AOTCache=")));
          }
        }
        """
            .formatted(word);
    pack(jar, "Main", code, "Main-Class: Main\nClass-Path: lib/library.jar\n");
  }

  private void packLibrary(String word) {
    String code =
        """
        public class Library {
          static void say() {
            System.out.println("Library %s");
          }
        }
        """
            .formatted(word);
    pack(library, "Library", code, "");
  }

  /**
   * Packs a jar of one class, without compression. Code of the same length then makes a jar of the
   * same size.
   */
  private void pack(Path target, String name, String code, String manifest) {
    try {
      Path work = Files.createTempDirectory(home, "work");
      Path source = Files.writeString(work.resolve(name + ".java"), code);
      Path attributes = Files.writeString(work.resolve("manifest"), manifest);
      tool("javac", "-cp", library.toString(), "-d", work.toString(), source.toString());
      tool(
          "jar",
          "--create",
          "--no-compress",
          "--file",
          target.toString(),
          "--manifest",
          attributes.toString(),
          "-C",
          work.toString(),
          name + ".class");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) {
    Command copied = Command.run(List.of("cp", "-a", from.toString(), to.toString()));
    assertThat(copied.succeeded()).as(copied.output()).isTrue();
  }

  private static void tool(String name, String... arguments) {
    assertThat(ToolProvider.findFirst(name).orElseThrow().run(System.out, System.err, arguments))
        .isZero();
  }
}
