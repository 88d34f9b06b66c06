package sale.tsh.tds.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * An embedded PostgreSQL that is unpacked and initialised once per build. Each system of a test
 * gets the programs as a link and the data as a copy, which saves several seconds.
 */
final class PreparedPostgres {

  private static final Path HOME = Path.of("target/postgres").toAbsolutePath();
  private static final PostgresProgram PROGRAM = prepared();

  private PreparedPostgres() {}

  /** Puts the programs and an empty database into the existing home of a system. */
  static void into(Path home) {
    try {
      Files.createSymbolicLink(home.resolve("server"), PROGRAM.binaries());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Command copy =
        Command.run(
            List.of("cp", "-a", PROGRAM.data().toString(), home.resolve("postgres").toString()));
    assertThat(copy.succeeded()).as(copy.output()).isTrue();
  }

  private static PostgresProgram prepared() {
    try {
      Files.createDirectories(HOME);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    PostgresProgram program =
        PostgresProgram.of(LocalSettings.from(Map.of("TDS_HOME", HOME.toString()), Path.of("..")));
    program.prepare();
    return program;
  }
}
