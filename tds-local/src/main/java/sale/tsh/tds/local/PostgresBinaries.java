package sale.tsh.tds.local;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL server that this build includes as an archive in a jar. */
final class PostgresBinaries {

  private PostgresBinaries() {}

  /** Unpacks the server, unless the same archive is already unpacked there. */
  static void unpack(Path target) throws IOException {
    byte[] archive = archive();
    String checksum = sha256(archive);
    Path marker = target.resolve("unpacked-from");
    if (Files.exists(marker) && Files.readString(marker).equals(checksum)) {
      return;
    }
    Path fresh = target.resolveSibling("server.new");
    Directories.delete(fresh);
    Files.createDirectories(fresh);
    extract(archive, fresh);
    Files.writeString(fresh.resolve(marker.getFileName()), checksum);
    Directories.delete(target);
    Files.move(fresh, target);
  }

  private static byte[] archive() throws IOException {
    String architecture = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    String name = "/postgres-linux-%s.txz".formatted(architecture);
    try (InputStream resource = PostgresBinaries.class.getResourceAsStream(name)) {
      if (resource == null) {
        throw new IOException(name + " is not in the jar");
      }
      return resource.readAllBytes();
    }
  }

  private static void extract(byte[] archive, Path directory) throws IOException {
    Process tar =
        new ProcessBuilder("tar", "-x", "--no-same-owner", "-C", directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (InputStream unpacked = new XZInputStream(new ByteArrayInputStream(archive));
        OutputStream input = tar.getOutputStream()) {
      unpacked.transferTo(input);
    }
    try {
      if (tar.waitFor() != 0) {
        throw new IOException("tar could not unpack PostgreSQL to " + directory);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalProblem("Interrupted.");
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
