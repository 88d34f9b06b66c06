package sale.tsh.tds.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.Jazzer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Deliveries that Jazzer makes, which sees what code each one reaches and goes on from those that
 * reach more; in a process of its own, that it instruments.
 */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class GuidedFuzzTest {

  /** An hour and a half with {@code -Dfuzz.bodies=1000000}. */
  private static final int RUNS = Integer.getInteger("fuzz.bodies", 20_000);

  private static final List<String> PATHS =
      List.of("contacts", "items", "invoices", "stock", "zoho");
  private static final List<String> CONTENT_TYPES =
      List.of("application/json", "application/x-www-form-urlencoded", "");

  @TempDir private Path directory;

  @Test
  void everythingEndsInAReadingAndInTheSameOne() throws IOException, InterruptedException {
    Path corpus = Files.createDirectory(directory.resolve("corpus"));
    int number = 0;
    for (String file : Fixtures.all()) {
      String first = String.valueOf((char) number);
      Files.writeString(corpus.resolve("seed" + number++), first + Fixtures.body(file), UTF_8);
    }
    Path log = directory.resolve("log");
    Process fuzzer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Jazzer.class.getName(),
                "--target_class=" + GuidedFuzzTest.class.getName(),
                "--instrumentation_includes=sale.tsh.tds.**",
                // What fails stays there.
                "--reproducer_path=target",
                "-artifact_prefix=target/",
                "-max_len=4096",
                "-runs=" + RUNS,
                corpus.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = fuzzer.waitFor(RUNS / 20 + 60, TimeUnit.SECONDS);
    fuzzer.destroyForcibly();
    assertThat(ended).as(() -> read(log)).isTrue();
    assertThat(fuzzer.exitValue()).as(() -> read(log)).isZero();
    assertThat(read(log)).contains("Done " + RUNS + " runs");
  }

  /** What Jazzer calls: a byte chooses path and content type, the rest is the body. */
  public static void fuzzerTestOneInput(byte[] data) {
    int choice = data.length == 0 ? 0 : Byte.toUnsignedInt(data[0]);
    String body = data.length == 0 ? "" : new String(data, 1, data.length - 1, UTF_8);
    DeliveryReaderFuzzTest.assertSound(
        new Delivery(
            PATHS.get(choice % PATHS.size()),
            "",
            CONTENT_TYPES.get(choice / PATHS.size() % CONTENT_TYPES.size()),
            body));
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
