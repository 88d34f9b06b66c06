package sale.tsh.tds.api;

import java.io.IOException;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;
import sale.tsh.tds.CommonConfiguration;
import sale.tsh.tds.api.security.HashPassword;
import sale.tsh.tds.metrics.HealthCommand;
import sale.tsh.tds.persistence.Migration;

/**
 * The API process, {@code java -jar tds-api.jar}. With {@code migrate} the process updates the
 * database schema and ends. With {@code hash-password} it prints the hash that the settings need.
 * With {@code health} it asks the running API of this machine.
 */
@SpringBootApplication
@Import(CommonConfiguration.class)
public class TdsApi {

  public static void main(String[] arguments) throws IOException {
    List<String> words = List.of(arguments);
    switch (words.isEmpty() ? "" : words.getFirst()) {
      case "migrate" -> Migration.run();
      case "hash-password" -> System.exit(HashPassword.run());
      case "health" ->
          System.exit(
              new HealthCommand()
                  .run("API_MANAGEMENT_PORT", 9_001, words.subList(1, words.size())));
      default -> SpringApplication.run(TdsApi.class, arguments);
    }
  }
}
