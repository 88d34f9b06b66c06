package sale.tsh.tds.local;

import java.nio.file.Path;
import java.util.List;

/** A database and its three roles, created as {@code install.sh --create-database} creates them. */
final class InstalledDatabase {

  private static final Path SCRIPTS = Path.of("../deploy/database").toAbsolutePath().normalize();

  private InstalledDatabase() {}

  /**
   * Creates the database and its roles, or repairs existing ones.
   *
   * @param superuserUrl the address of any database of the server, as a superuser
   */
  static Command create(
      String superuserUrl,
      String database,
      String owner,
      String service,
      String reader,
      String password) {
    return Command.run(
        List.of(
            "psql",
            "-Xq",
            superuserUrl,
            "-v",
            "database=" + database,
            "-v",
            "owner=" + owner,
            "-v",
            "service=" + service,
            "-v",
            "reader=" + reader,
            "-f",
            SCRIPTS.resolve("create.sql").toString(),
            "-f",
            SCRIPTS.resolve("roles.sql").toString(),
            "-c",
            "alter role %s password '%s'".formatted(owner, password),
            "-c",
            "alter role %s password '%s'".formatted(service, password)));
  }
}
