package sale.tsh.tds.api;

import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;
import sale.tsh.tds.CommonConfiguration;
import sale.tsh.tds.persistence.Migration;

/**
 * The API process: {@code java -jar tds-api.jar}; with {@code migrate} it brings the database up to
 * date and ends.
 */
@SpringBootApplication
@Import(CommonConfiguration.class)
public class TdsApi {

  public static void main(String[] arguments) {
    if (List.of(arguments).equals(List.of("migrate"))) {
      Migration.run();
    } else {
      SpringApplication.run(TdsApi.class, arguments);
    }
  }
}
