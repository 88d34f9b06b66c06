package sale.tsh.tds.worker;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;
import sale.tsh.tds.CommonConfiguration;

/** The worker process: {@code java -jar tds-worker.jar}. */
@SpringBootApplication
@Import(CommonConfiguration.class)
public class TdsWorker {

  public static void main(String[] arguments) {
    SpringApplication.run(TdsWorker.class, arguments);
  }
}
