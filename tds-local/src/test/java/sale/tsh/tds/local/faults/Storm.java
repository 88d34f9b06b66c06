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
 * Callers that all call at once with one delivery each. A caller that is answered 503 repeats after
 * exactly the time that {@code Retry-After} says.
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
   * @param ballast the number of bytes by which each body is longer
   */
  Storm(int port, int callers, int ballast) {
    this.port = port;
    this.callers = callers;
    this.ballast = "x".repeat(ballast);
  }

  /** An action that runs while the callers call. */
  interface Meanwhile {
    void run() throws Exception;
  }

  /**
   * Starts all callers, then runs {@code meanwhile}. Returns once each delivery is acknowledged.
   */
  void rage(Meanwhile meanwhile) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        Version version = new Version("storm%d".formatted(i), i % Version.SECONDS);
        calls.add(
            threads.submit(() -> {
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

  /** The acknowledged deliveries and the number of repeated calls. */
  Journal journal() {
    return journal;
  }

  /** The number of calls that were answered 503. */
  int turnedAway() {
    return turnedAway.get();
  }

  /** The answers other than 202 and 503. */
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
