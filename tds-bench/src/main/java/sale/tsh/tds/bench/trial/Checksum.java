package sale.tsh.tds.bench.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import sale.tsh.tds.bench.measure.BenchProblem;

/** Identifies the version of the benchmark and of the measured programs. */
public final class Checksum {

  private static final int CHARACTERS = 12;

  private Checksum() {}

  /**
   * Returns a checksum of the whole benchmark and of further files. Any change of the benchmark may
   * change a figure, and a list of the relevant files would be incomplete.
   */
  public static String of(Path checkout, Path... measured) {
    MessageDigest digest = sha256();
    try {
      for (Path file : Stream.concat(sources(checkout).stream(), Stream.of(measured)).toList()) {
        digest.update(Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new BenchProblem("No checksum of the benchmark", e);
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, CHARACTERS);
  }

  private static List<Path> sources(Path checkout) throws IOException {
    Path module = checkout.resolve("tds-bench");
    try (Stream<Path> java = Files.walk(module.resolve("src/main"));
        Stream<Path> peers = Files.list(module.resolve("peers"))) {
      return Stream.of(Stream.of(module.resolve("pom.xml")), java, peers)
          .flatMap(files -> files)
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
