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
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Webhooks that come in while something fails: senders that post one version after another, each
 * again and again until it is acknowledged, as Zoho would. Each has items of its own, whose
 * versions come in any order and each but once.
 */
public final class Load implements AutoCloseable {

  private static final int ITEMS = 20;
  private static final int ACCEPTED = 202;
  private static final int COME_AGAIN = 503;

  /** Prime to the seconds of a day, so that none comes twice. */
  private static final int STRIDE = 7_919;

  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_CALL = Duration.ofSeconds(8);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** So many deliveries and events show that it goes on. */
  private static final int GOES_ON = 30;

  private final URI items;
  private final HttpClient http;
  private final Map<String, String> headers;
  private final JdbcClient jdbc;
  private final Journal journal = new Journal();
  private final List<Sender> senders;
  private final ScheduledExecutorService clock;

  /**
   * @param items where webhooks of items go
   * @param headers what each call carries besides, such as a key
   * @param jdbc reaches the database, whatever fails
   */
  public Load(
      URI items, HttpClient http, Map<String, String> headers, JdbcClient jdbc, int senders) {
    this.items = items;
    this.http = http;
    this.headers = headers;
    this.jdbc = jdbc;
    this.senders = IntStream.range(0, senders).mapToObj(Sender::new).toList();
    this.clock = Executors.newScheduledThreadPool(senders);
  }

  public void start() {
    senders.forEach(
        sender -> {
          var unused =
              clock.scheduleWithFixedDelay(
                  sender::turn, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        });
  }

  /** Deliveries are acknowledged and events applied that were not yet when this is called. */
  public void goesOn() {
    int before = journal.acknowledged().size();
    int applied = applied();
    await("deliveries")
        .atMost(PATIENCE)
        .until(() -> journal.acknowledged().size() > before + GOES_ON);
    await("events").atMost(PATIENCE).ignoreExceptions().until(() -> applied() > applied + GOES_ON);
  }

  /** The last delivery of each sender is acknowledged, and no event waits any more. */
  public void end() {
    senders.forEach(Sender::finish);
    await("the last calls").atMost(PATIENCE).until(() -> senders.stream().allMatch(Sender::done));
    awaitRest(jdbc, PATIENCE);
  }

  /**
   * What became of all that was acknowledged: a row of the report. Fails if anything was lost or
   * doubled; after the {@link #end}.
   *
   * @param fault what happened meanwhile
   * @param times how often
   */
  public void reckon(String fault, int times) {
    Report.reckon(fault, times, jdbc, journal);
  }

  /** How many calls were not answered with 202, and were sent again. */
  public int failures() {
    return journal.failures();
  }

  Journal journal() {
    return journal;
  }

  /** Returns when no event waits any more, nor is in processing. */
  public static void awaitRest(JdbcClient jdbc, Duration atMost) {
    await("the last events")
        .atMost(atMost)
        .until(
            () ->
                jdbc.sql(
                            """
                            select count(*) from tds_sync_queue where status in ('pending', 'processing', 'retry')
                            """)
                        .query(Integer.class)
                        .single()
                    == 0);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  private int applied() {
    return jdbc.sql("select count(*) from tds_sync_logs where outcome <> 'failed'")
        .query(Integer.class)
        .single();
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
          journal.acknowledge(answer.body(), version);
          sent++;
          done = finishing;
        } else {
          journal.fail();
          if (answer.statusCode() != COME_AGAIN) {
            journal.answeredWrongly(answer.statusCode(), answer.body());
          }
        }
      } catch (IOException e) {
        journal.fail();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private HttpRequest delivery(Version version) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(items)
              .timeout(LONGEST_CALL)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(version.json()));
      headers.forEach(request::header);
      return request.build();
    }
  }
}
