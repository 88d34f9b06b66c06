package sale.tsh.tds.bench.peer;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import sale.tsh.tds.bench.measure.BenchProblem;
import sale.tsh.tds.bench.measure.Memory;
import sale.tsh.tds.bench.measure.Pause;
import sale.tsh.tds.bench.measure.Quantiles;
import sale.tsh.tds.bench.measure.WarmUp;
import sale.tsh.tds.bench.postgres.BenchDatabase;
import sale.tsh.tds.bench.trial.SampleBody;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The process of another Java queue. Takes the queue's name and one command as JSON, and prints the
 * figures. {@code peers/peer.mjs} does the same for a Node queue.
 */
public final class PeerProgram {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int CONNECTIONS = 64;

  private final JsonNode command;
  private final BenchDatabase database;
  private final PeerQueue queue;

  private PeerProgram(JsonNode command, BenchDatabase database, PeerQueue queue) {
    this.command = command;
    this.database = database;
    this.queue = queue;
  }

  /** Ends the process itself, because a queue may leave threads running. */
  public static void main(String[] arguments) {
    int status = 1;
    try {
      JsonNode command = JSON.readTree(arguments[1]);
      BenchDatabase database =
          BenchDatabase.pooled(
              command.get("port").asInt(), command.get("database").asString(), CONNECTIONS);
      database.run(command.get("mirror").asString());
      PeerQueue queue = queue(arguments[0], database);
      System.out.println(
          JSON.writeValueAsString(new PeerProgram(command, database, queue).figures()));
      status = 0;
    } catch (RuntimeException e) {
      System.getLogger(arguments[0]).log(System.Logger.Level.ERROR, "The command failed", e);
    }
    System.exit(status);
  }

  private static PeerQueue queue(String name, BenchDatabase database) {
    return switch (name) {
      case "db-scheduler" -> new DbSchedulerQueue(database);
      case "JobRunr" -> new JobRunrQueue(database.source());
      default -> throw new BenchProblem("There is no queue " + name);
    };
  }

  private Map<String, Double> figures() {
    String action = command.get("action").asString();
    return switch (action) {
      case "intake" -> intake();
      case "fill" -> fill();
      case "drain" -> drain();
      case "pick-up" -> pickUp();
      case "rest" -> rest();
      default -> throw new BenchProblem("There is no action " + action);
    };
  }

  private Map<String, Double> intake() {
    int callers = command.get("callers").asInt();
    warmUp(callers);
    double before = database.number(queue.waiting());
    Map<String, Double> figures = call(callers, millis("millis"));
    Quantiles.checkCalls(figures, database.number(queue.waiting()) - before);
    return figures;
  }

  private Map<String, Double> fill() {
    queue.fill(Stream.generate(SampleBody.CONTACT::fresh).limit(command.get("events").asInt()));
    database.run("vacuum analyze", "checkpoint");
    return Map.of();
  }

  /**
   * Measures from the start of the first job after the warm-up to the completion of the last, as
   * the queue's own table shows it.
   */
  private Map<String, Double> drain() {
    int events = command.get("events").asInt();
    int warmUp = command.get("warmUpEvents").asInt();
    boolean nothing = command.get("nothing").asBoolean();
    AtomicInteger started = new AtomicInteger();
    AtomicLong begin = new AtomicLong();
    CountDownLatch left = new CountDownLatch(events);
    queue.work(contact -> {
      if (started.getAndIncrement() == warmUp) {
        begin.set(System.nanoTime());
      }
      if (!nothing) {
        PeerTables.apply(database.source(), contact);
      }
      left.countDown();
    });
    await(left);
    until(() -> database.number(queue.waiting()) == 0, 5);
    double seconds = (System.nanoTime() - begin.get()) / 1e9;
    if (!nothing && database.number("select count(*) from contacts") != events) {
      throw new BenchProblem("Jobs were lost");
    }
    Map<String, Double> figures = new HashMap<>(Quantiles.rate(events - warmUp, seconds));
    figures.put("worker at peak", Memory.peak(ProcessHandle.current().pid()));
    return figures;
  }

  /** Measures from the return of the enqueue, which is the commit, to the start of the job. */
  private Map<String, Double> pickUp() {
    Map<String, Long> started = new ConcurrentHashMap<>();
    queue.work(contact -> {
      started.put(contact, System.nanoTime());
      PeerTables.apply(database.source(), contact);
    });
    warmUp(1);
    until(() -> database.number(queue.waiting()) == 0, 50);
    started.clear();
    Map<String, Long> committed = new HashMap<>();
    long end = System.nanoTime() + millis("millis").toNanos();
    while (System.nanoTime() < end) {
      String contact = SampleBody.CONTACT.fresh();
      queue.enqueue(contact);
      committed.put(contact, System.nanoTime());
      Pause.of(millis("pauseMillis"));
    }
    until(() -> started.size() >= committed.size(), 50);
    double[] millis =
        committed.entrySet().stream()
            .mapToLong(each -> started.getOrDefault(each.getKey(), 0L) - each.getValue())
            .mapToDouble(nanos -> Math.max(0, nanos) / 1e6)
            .sorted()
            .toArray();
    return Quantiles.percentiles(millis);
  }

  private Map<String, Double> rest() {
    queue.work(contact -> PeerTables.apply(database.source(), contact));
    Pause.of(millis("millis"));
    return Map.of("worker at rest", Memory.resident(ProcessHandle.current().pid()));
  }

  private void warmUp(int callers) {
    WarmUp.withCalls(duration -> call(callers, duration), millis("warmUpMillis"));
  }

  private Map<String, Double> call(int callers, Duration duration) {
    return Callers.measure(callers, duration, () -> queue.enqueue(SampleBody.CONTACT.fresh()));
  }

  private Duration millis(String member) {
    return Duration.ofMillis(command.get(member).asLong());
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new BenchProblem("The queue did not come to an end");
      }
    } catch (InterruptedException e) {
      throw BenchProblem.interrupted(e);
    }
  }

  private static void until(BooleanSupplier isSo, long pauseMillis) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new BenchProblem("The queue did not come to an end");
      }
      Pause.millis(pauseMillis);
    }
  }
}
