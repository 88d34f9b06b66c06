package sale.tsh.tds.local.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import sale.tsh.tds.testing.RawConnection;

/**
 * Callers that all come at once with one delivery each, and come again when they are told to, as
 * soon as they are told to.
 */
final class Storm {

  private static final int ACCEPTED = 202;
  private static final int UNAVAILABLE = 503;
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private final int port;
  private final int callers;
  private final String ballast;
  private final Journal journal = new Journal();
  private final AtomicInteger turnedAway = new AtomicInteger();
  private final List<String> unexpected = new CopyOnWriteArrayList<>();

  /**
   * @param ballast makes each body so many bytes longer
   */
  Storm(int port, int callers, int ballast) {
    this.port = port;
    this.callers = callers;
    this.ballast = "x".repeat(ballast);
  }

  /** What happens while the callers call. */
  interface Meanwhile {
    void run() throws Exception;
  }

  /**
   * Returns when each delivery is acknowledged; calls {@code meanwhile} when all are on the way.
   */
  void rage(Meanwhile meanwhile) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        Version version = new Version("storm%d".formatted(i), i % Version.SECONDS);
        calls.add(
            threads.submit(
                () -> {
                  deliver(version);
                  return null;
                }));
      }
      meanwhile.run();
      for (Future<?> call : calls) {
        call.get();
      }
    }
  }

  /** What was acknowledged, and how often a call failed and was repeated. */
  Journal journal() {
    return journal;
  }

  /** How many calls were told to come again later. */
  int turnedAway() {
    return turnedAway.get();
  }

  /** Answers that were neither. */
  List<String> unexpected() {
    return unexpected;
  }

  private void deliver(Version version) throws InterruptedException {
    byte[] body = version.json(ballast).getBytes(StandardCharsets.UTF_8);
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < LONGEST.toNanos()) {
      try (RawConnection connection = new RawConnection(port)) {
        RawConnection.Answer answer = connection.post("/webhooks/items", "application/json", body);
        if (answer.status() == ACCEPTED) {
          journal.acknowledge(answer.body(), version);
          return;
        }
        journal.fail();
        if (answer.status() != UNAVAILABLE) {
          unexpected.add(answer.toString());
          return;
        }
        turnedAway.incrementAndGet();
        Thread.sleep(1_000L * Integer.parseInt(answer.headers().getOrDefault("retry-after", "")));
      } catch (IOException e) {
        journal.fail();
        Thread.sleep(1_000);
      }
    }
    unexpected.add(version + " was not taken for " + LONGEST);
  }
}
