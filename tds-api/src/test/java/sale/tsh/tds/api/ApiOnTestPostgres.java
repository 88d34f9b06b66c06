package sale.tsh.tds.api;

import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import sale.tsh.tds.testing.DeveloperPostgres;

/**
 * The API for a developer's IDE, on a PostgreSQL that is thrown away and that the worker's {@code
 * WorkerOnTestPostgres} uses too. Start the two in any order. Environment variables win over the
 * settings here.
 */
public final class ApiOnTestPostgres {

  private ApiOnTestPostgres() {}

  public static void main(String[] arguments) {
    start(System.getenv(), arguments);
  }

  static ConfigurableApplicationContext start(Map<String, String> variables, String... arguments) {
    return new SpringApplicationBuilder(TdsApi.class)
        .properties(DeveloperPostgres.defaults(variables))
        .run(arguments);
  }
}
