package sale.tsh.tds.worker;

import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;
import sale.tsh.tds.CommonConfiguration;
import sale.tsh.tds.metrics.HealthCommand;
import sale.tsh.tds.worker.rebuild.RebuildCommand;
import sale.tsh.tds.worker.verify.MendNumbers;
import sale.tsh.tds.worker.verify.Verification;

/**
 * The worker process, {@code java -jar tds-worker.jar}. With {@code verify} it checks the promises
 * against the database and exits. With {@code mend-numbers} it repairs the numbers that a check
 * finds. With {@code rebuild} it derives the columns of a kind again. With {@code health} it asks
 * the running worker of this machine.
 */
@SpringBootApplication
@Import(CommonConfiguration.class)
public class TdsWorker {

  public static void main(String[] arguments) {
    List<String> words = List.of(arguments);
    switch (words.isEmpty() ? "" : words.getFirst()) {
      case "health" ->
          System.exit(
              new HealthCommand()
                  .run("WORKER_MANAGEMENT_PORT", 9_002, words.subList(1, words.size())));
      case "verify" -> System.exit(Verification.run());
      case "mend-numbers" -> System.exit(MendNumbers.run());
      case "rebuild" -> System.exit(RebuildCommand.run(words.subList(1, words.size())));
      default -> SpringApplication.run(TdsWorker.class, arguments);
    }
  }
}
