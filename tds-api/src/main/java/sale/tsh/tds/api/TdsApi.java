package sale.tsh.tds.api;

import java.io.IOException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;
import sale.tsh.tds.CommonConfiguration;
import sale.tsh.tds.api.security.HashPassword;
import sale.tsh.tds.persistence.Migration;

/**
 * The API process, {@code java -jar tds-api.jar}. With {@code migrate} the process updates the
 * database schema and ends. With {@code hash-password} it prints the hash that the settings need.
 */
@SpringBootApplication
@Import(CommonConfiguration.class)
public class TdsApi {

  public static void main(String[] arguments) throws IOException {
    switch (String.join(" ", arguments)) {
      case "migrate" -> Migration.run();
      case "hash-password" -> System.exit(HashPassword.run());
      default -> SpringApplication.run(TdsApi.class, arguments);
    }
  }
}
