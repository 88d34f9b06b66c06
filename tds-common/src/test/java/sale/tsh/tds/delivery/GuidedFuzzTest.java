package sale.tsh.tds.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.Jazzer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads deliveries that Jazzer makes. Jazzer sees which code each delivery reaches and varies the
 * ones that reach more. It runs in a separate process, whose classes it instruments.
 */
@Tag("fuzz")
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class GuidedFuzzTest {

  /** A million bodies, {@code -Dfuzz.bodies=1000000}, take an hour and a half. */
  private static final int RUNS = Integer.getInteger("fuzz.bodies", 20_000);

  private static final List<String> PATHS =
      List.of("contacts", "items", "invoices", "stock", "zoho");
  private static final List<String> CONTENT_TYPES =
      List.of("application/json", "application/x-www-form-urlencoded", "");

  @TempDir private Path directory;

  @Test
  void readsEveryDeliveryTheSameEachTime() throws IOException, InterruptedException {
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
                // Failing inputs stay there.
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

  /** Jazzer calls this. The first byte chooses path and content type, the rest is the body. */
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
