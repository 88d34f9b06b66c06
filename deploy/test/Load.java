import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes a steady load of webhooks and dashboard calls until standard input ends, or for the given
 * seconds. Run it as {@code java Load.java URL WEBHOOK_KEY USER:PASSWORD CALLS_PER_SECOND SECONDS}.
 * Prints one line per failure, then one line of {@code name=value} pairs, times in milliseconds.
 */
class Load {

  private static final int CALLERS = 8;

  public static void main(String[] arguments) throws Exception {
    URI url = URI.create(arguments[0]);
    String key = arguments[1];
    String basic = "Basic " + Base64.getEncoder().encodeToString(arguments[2].getBytes(StandardCharsets.UTF_8));
    long gap = CALLERS * 1_000_000_000L / Integer.parseInt(arguments[3]);
    long end = System.nanoTime() + Duration.ofSeconds(Integer.parseInt(arguments[4])).toNanos();
    AtomicLong ids = new AtomicLong(System.currentTimeMillis() * 1_000_000);
    AtomicInteger accepted = new AtomicInteger();
    AtomicInteger failed = new AtomicInteger();
    ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();
    Thread.ofPlatform().daemon().start(() -> endWithInput());

    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CALLERS; i++) {
        int caller = i;
        callers.execute(
            () -> {
              try (HttpClient client = HttpClient.newHttpClient()) {
                long next = System.nanoTime() + gap * caller / CALLERS;
                for (int turn = 0; !ended && System.nanoTime() < end; turn++) {
                  Thread.sleep(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
                  next += gap;
                  boolean webhook = turn % 4 != 3;
                  HttpRequest.Builder call = HttpRequest.newBuilder().timeout(Duration.ofSeconds(30));
                  if (webhook) {
                    call.uri(url.resolve("/webhooks/items")).header("X-Webhook-Key", key)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(item(ids.incrementAndGet())));
                  } else {
                    call.uri(url.resolve("/dashboard/queue-stats")).header("Authorization", basic);
                  }
                  long begin = System.nanoTime();
                  try {
                    int status = client.send(call.build(), BodyHandlers.ofString()).statusCode();
                    times.add(System.nanoTime() - begin);
                    if (status != (webhook ? 202 : 200)) {
                      failed.incrementAndGet();
                      System.out.println("status " + status);
                    } else if (webhook) {
                      accepted.incrementAndGet();
                    }
                  } catch (java.io.IOException e) {
                    failed.incrementAndGet();
                    System.out.println(e + " after " + (System.nanoTime() - begin) / 1_000_000 + " ms");
                  }
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
      }
    }
    long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
    System.out.printf(
        "calls=%d accepted=%d failed=%d p50=%d p99=%d max=%d%n",
        sorted.length, accepted.get(), failed.get(), part(sorted, 0.5), part(sorted, 0.99), part(sorted, 1));
  }

  private static volatile boolean ended;

  private static void endWithInput() {
    try {
      System.in.transferTo(java.io.OutputStream.nullOutputStream());
    } catch (java.io.IOException e) {
      // It has ended too.
    }
    ended = true;
  }

  private static long part(long[] sorted, double part) {
    return sorted[Math.min(sorted.length - 1, (int) (sorted.length * part))] / 1_000_000;
  }

  private static String item(long id) {
    return """
        {"item":{"item_id":"%d","name":"Cable %d","rate":12.5,"status":"active",\
        "last_modified_time":"2026-11-01T10:00:00+0300","created_time":"2026-11-01T10:00:00+0300"}}"""
        .formatted(id, id % 1000);
  }
}
