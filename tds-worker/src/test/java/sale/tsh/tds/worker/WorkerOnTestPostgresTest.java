package sale.tsh.tds.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

class WorkerOnTestPostgresTest {

  /** As it is where the worker starts first: nobody has migrated the database before. */
  @Test
  void theWorkerIsHealthyOnAServerOfItsOwn() throws IOException, InterruptedException {
    try (ConfigurableApplicationContext worker =
            WorkerOnTestPostgres.start(
                Map.of("DATABASE_PORT", "0"),
                "--WORKER_MANAGEMENT_PORT=0",
                "--DATABASE_POOL_SIZE=2");
        HttpClient client = HttpClient.newHttpClient()) {
      String port = worker.getEnvironment().getRequiredProperty("local.server.port");
      URI health = URI.create("http://127.0.0.1:" + port + "/actuator/health");
      HttpResponse<String> answer =
          client.send(HttpRequest.newBuilder(health).build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }
}
