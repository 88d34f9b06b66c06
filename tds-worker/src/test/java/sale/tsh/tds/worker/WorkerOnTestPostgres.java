package sale.tsh.tds.worker;

import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import sale.tsh.tds.testing.DeveloperPostgres;

/**
 * The worker for a developer's IDE, on a PostgreSQL that is thrown away and that the API's {@code
 * ApiOnTestPostgres} uses too. Start the two in any order, since locally each of them migrates.
 * Environment variables win over the settings here.
 */
public final class WorkerOnTestPostgres {

  private WorkerOnTestPostgres() {}

  public static void main(String[] arguments) {
    start(System.getenv(), arguments);
  }

  static ConfigurableApplicationContext start(Map<String, String> variables, String... arguments) {
    return new SpringApplicationBuilder(TdsWorker.class)
        .properties(DeveloperPostgres.defaults(variables))
        .run(arguments);
  }
}
