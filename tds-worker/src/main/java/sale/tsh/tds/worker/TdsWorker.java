package sale.tsh.tds.worker;

import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;
import sale.tsh.tds.CommonConfiguration;
import sale.tsh.tds.worker.verify.Verification;

/**
 * The worker process: {@code java -jar tds-worker.jar}; with {@code verify} it asks the database
 * whether the promises hold and ends.
 */
@SpringBootApplication
@Import(CommonConfiguration.class)
public class TdsWorker {

  public static void main(String[] arguments) {
    if (List.of(arguments).equals(List.of("verify"))) {
      System.exit(Verification.run());
    }
    SpringApplication.run(TdsWorker.class, arguments);
  }
}
