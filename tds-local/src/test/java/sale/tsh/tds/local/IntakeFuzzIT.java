package sale.tsh.tds.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.delivery.Delivery;
import sale.tsh.tds.delivery.SpoiltDeliveries;
import sale.tsh.tds.local.faults.Load;
import sale.tsh.tds.testing.RawConnection;

/**
 * Sends malformed deliveries to the real processes. Each gets an answer below 500. Each refused
 * delivery is kept with its cause, each event ends, and neither process holds more memory
 * afterwards.
 */
@Tag("fuzz")
class IntakeFuzzIT {

  /** The soak sends a million. */
  private static final int BODIES = Integer.getInteger("fuzz.bodies", 20_000);

  private static final int CALLERS = 8;
  private static final Duration ENDS = Duration.ofMinutes(10);
  private static final int ACCEPTED = 202;

  /** The growth allowed to the heap of a process in the second half, in bytes. */
  private static final long GROWTH = 16L * 1024 * 1024;

  private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");

  private final AtomicInteger refused = new AtomicInteger();
  private final LocalSystem system =
      LocalSystem.start(
          Map.of(
              "WEBHOOK_KEPT_REFUSALS_PER_HOUR", "1000000",
              "RETRY_MAX_ATTEMPTS", "1",
              "WORKER_POLL_INTERVAL", "50ms"));

  @AfterEach
  void close() {
    system.close();
  }

  @Test
  void everyDeliveryIsAnsweredAndEveryEventEnds() throws Exception {
    long seed = Long.getLong("fuzz.seed", new Random().nextLong());
    deliver(seed, BODIES / 2);
    Load.awaitRest(system.jdbc(), ENDS);
    long api = bytesInUse(system.api());
    long worker = bytesInUse(system.worker());
    deliver(seed + CALLERS, BODIES - BODIES / 2);
    Load.awaitRest(system.jdbc(), ENDS);
    assertThat(bytesInUse(system.api())).as("seed %d: the API", seed).isLessThan(api + GROWTH);
    assertThat(bytesInUse(system.worker()))
        .as("seed %d: the worker", seed)
        .isLessThan(worker + GROWTH);
    assertThat(system.count("tds_inbox_events where refusal is not null and refusal_detail <> ''"))
        .as("seed %d: kept refusals", seed)
        .isEqualTo(refused.get());
    assertThat(system.count("tds_sync_queue where status = 'completed'"))
        .isGreaterThan(BODIES / 20);
    Command verify = JarCommand.run("tds-worker", system.databaseUrl(), "verify");
    assertThat(verify.succeeded()).as(verify.output()).isTrue();
  }

  private void deliver(long seed, int bodies) throws InterruptedException, ExecutionException {
    try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
      List<Callable<Void>> calls = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        long own = seed + i;
        calls.add(() -> {
          deliverAll(own, bodies / CALLERS);
          return null;
        });
      }
      for (Future<Void> call : callers.invokeAll(calls)) {
        call.get();
      }
    }
  }

  private void deliverAll(long seed, int bodies) throws IOException {
    RandomGenerator random = new Random(seed);
    RawConnection connection = new RawConnection(system.port());
    for (int i = 0; i < bodies; i++) {
      Delivery delivery = SpoiltDeliveries.next(random);
      String target = "/webhooks/" + delivery.path();
      RawConnection.Answer answer =
          connection.post(
              delivery.query().isEmpty() ? target : target + "?" + delivery.query(),
              delivery.contentType(),
              bytes(delivery.body(), random));
      assertThat(answer.status())
          .as("seed %d, body %d: %s: %s", seed, i, delivery, answer.body())
          .isBetween(ACCEPTED, 499);
      if (answer.status() != ACCEPTED) {
        assertThat(answer.body()).contains("\"cause\":");
        refused.incrementAndGet();
      }
      if (answer.closes()) {
        connection.close();
        connection = new RawConnection(system.port());
      }
    }
    connection.close();
  }

  /** The body in UTF-8, sometimes with a random byte that makes it invalid. */
  private static byte[] bytes(String body, RandomGenerator random) {
    byte[] bytes = body.getBytes(UTF_8);
    if (bytes.length > 0 && random.nextInt(20) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return bytes;
  }

  /** The size of the live objects on the heap. The command collects all garbage first. */
  private static long bytesInUse(LocalProcess process) {
    Command histogram =
        Command.run(
            List.of(
                JCMD.toString(), Long.toString(process.pid().orElseThrow()), "GC.class_histogram"));
    String total = histogram.output().lines().reduce((first, last) -> last).orElse("");
    return Long.parseLong(total.strip().split(" +", -1)[2]);
  }
}
