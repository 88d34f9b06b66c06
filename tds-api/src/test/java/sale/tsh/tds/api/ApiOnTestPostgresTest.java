package sale.tsh.tds.api;

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

class ApiOnTestPostgresTest {

  @Test
  void theApiIsHealthyOnAServerOfItsOwn() throws IOException, InterruptedException {
    try (ConfigurableApplicationContext api =
            ApiOnTestPostgres.start(
                Map.of("DATABASE_PORT", "0"),
                "--API_PORT=0",
                "--API_MANAGEMENT_PORT=0",
                "--DATABASE_POOL_SIZE=2");
        HttpClient client = HttpClient.newHttpClient()) {
      String port = api.getEnvironment().getRequiredProperty("local.server.port");
      URI health = URI.create("http://127.0.0.1:" + port + "/health");
      HttpResponse<String> answer =
          client.send(HttpRequest.newBuilder(health).build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }
}
