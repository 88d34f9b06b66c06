package sale.tsh.tds.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Tells one build of a program from another. */
final class Checksum {

  private static final int CHARACTERS = 12;

  private Checksum() {}

  /** Where the benchmark's own code stands, which decides what is measured as the programs do. */
  static Path source(Path checkout, Class<?> type) {
    return checkout.resolve(
        "tds-bench/src/main/java/%s.java".formatted(type.getName().replace('.', '/')));
  }

  static String of(List<Path> files) {
    MessageDigest digest = sha256();
    try {
      for (Path file : files) {
        digest.update(Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new BenchProblem("No checksum of " + files, e);
    }
    return text(digest);
  }

  static String ofText(String text) {
    MessageDigest digest = sha256();
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    return text(digest);
  }

  private static String text(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest()).substring(0, CHARACTERS);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
