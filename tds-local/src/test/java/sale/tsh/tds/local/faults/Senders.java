package sale.tsh.tds.local.faults;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Callers that post one version after another, each again and again until it is acknowledged, as
 * Zoho would. Each has items of its own, whose versions come in any order and each but once.
 */
final class Senders implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int SENDERS = 6;
  private static final int ITEMS = 20;
  private static final int ACCEPTED = 202;

  /** Prime to the seconds of a day, so that none comes twice. */
  private static final int STRIDE = 7_919;

  private static final Duration PAUSE = Duration.ofMillis(5);
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final Duration LAST_CALLS = Duration.ofMinutes(2);

  private final URI items;
  private final Journal journal;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(SENDERS);
  private final List<Sender> senders;

  Senders(URI items, Journal journal) {
    this.items = items;
    this.journal = journal;
    this.senders = IntStream.range(0, SENDERS).mapToObj(Sender::new).toList();
  }

  void start() {
    senders.forEach(
        sender -> {
          var unused =
              clock.scheduleWithFixedDelay(
                  sender::turn, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        });
  }

  /** Returns once the last delivery of each is acknowledged. */
  @Override
  public void close() {
    senders.forEach(Sender::finish);
    await("the last calls").atMost(LAST_CALLS).until(() -> senders.stream().allMatch(Sender::done));
    clock.shutdownNow();
    http.close();
  }

  private final class Sender {

    private final int number;
    private int sent;
    private volatile boolean finishing;
    private volatile boolean done;

    Sender(int number) {
      this.number = number;
    }

    void finish() {
      finishing = true;
    }

    boolean done() {
      return done;
    }

    void turn() {
      if (done) {
        return;
      }
      Version version =
          new Version("s%dr%d".formatted(number, sent % ITEMS), sent * STRIDE % Version.SECONDS);
      try {
        HttpResponse<String> answer = http.send(delivery(version), BodyHandlers.ofString());
        if (answer.statusCode() == ACCEPTED) {
          String event = JSON.readTree(answer.body()).get("event_id").stringValue();
          journal.acknowledge(UUID.fromString(event), version);
          sent++;
          done = finishing;
        } else {
          journal.fail();
        }
      } catch (IOException e) {
        journal.fail();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private HttpRequest delivery(Version version) {
      return HttpRequest.newBuilder(items)
          .timeout(PATIENCE)
          .header("Content-Type", "application/json")
          .POST(BodyPublishers.ofString(version.json()))
          .build();
    }
  }
}
