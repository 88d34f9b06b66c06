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
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.testing.Tables;

/**
 * Sends webhooks while something fails. Each sender posts one version after another and repeats it
 * until it is acknowledged, as Zoho would. Each sender has its own items. Their versions come in
 * any order, each once.
 */
public final class Load implements AutoCloseable {

  private static final int ITEMS = 20;
  private static final int ACCEPTED = 202;
  private static final int COME_AGAIN = 503;

  /** Coprime to the seconds of a day, so that no version repeats. */
  private static final int STRIDE = 7_919;

  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_CALL = Duration.ofSeconds(8);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** The number of further deliveries and events that shows progress. */
  private static final int GOES_ON = 30;

  private final URI items;
  private final HttpClient http;
  private final Map<String, String> headers;
  private final JdbcClient jdbc;
  private final Journal journal = new Journal();
  private final List<Sender> senders;
  private final ScheduledExecutorService clock;

  /**
   * @param items the URL for webhooks of items
   * @param headers further headers of each call, such as a key
   * @param jdbc reaches the database despite the fault
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
    senders.forEach(sender -> {
      var unused =
          clock.scheduleWithFixedDelay(sender::turn, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    });
  }

  /** Waits until further deliveries are acknowledged and further events applied. */
  public void goesOn() {
    int before = journal.acknowledged().size();
    int applied = applied();
    await("deliveries")
        .atMost(PATIENCE)
        .until(() -> journal.acknowledged().size() > before + GOES_ON);
    await("events").atMost(PATIENCE).ignoreExceptions().until(() -> applied() > applied + GOES_ON);
  }

  /**
   * Ends the senders once their last delivery is acknowledged, and waits until no event waits any
   * more.
   */
  public void end() {
    senders.forEach(Sender::finish);
    await("the last calls").atMost(PATIENCE).until(() -> senders.stream().allMatch(Sender::done));
    awaitRest(jdbc, PATIENCE);
  }

  /**
   * Adds a row about all acknowledged deliveries to the report. Fails if anything was lost or
   * doubled. Call this after {@link #end}.
   *
   * @param fault what happened meanwhile
   * @param times how often it happened
   */
  public void reckon(String fault, int times) {
    Report.reckon(fault, times, jdbc, journal);
  }

  /** The number of calls that were not answered 202 and were repeated. */
  public int failures() {
    return journal.failures();
  }

  Journal journal() {
    return journal;
  }

  /** Empties the tables, so that a warm system starts like a new one. */
  public static void forgetAll(JdbcClient jdbc) {
    Tables.empty(
        jdbc,
        "tds_inbox_events",
        "tds_sync_queue",
        "tds_sync_logs",
        "tds_dead_letter_queue",
        "zoho.items");
  }

  /** Whether all these events are completed. */
  public static boolean areCompleted(JdbcClient jdbc, List<UUID> events) {
    return jdbc.sql(
                "select count(*) from tds_sync_queue where id = any(?) and status <> 'completed'")
            .param(events.toArray(UUID[]::new))
            .query(Integer.class)
            .single()
        == 0;
  }

  /** Returns once no event waits or is in processing. */
  public static void awaitRest(JdbcClient jdbc, Duration atMost) {
    await("the last events")
        .atMost(atMost)
        .until(() ->
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
