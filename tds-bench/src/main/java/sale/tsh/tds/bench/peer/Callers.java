package sale.tsh.tds.bench.peer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import sale.tsh.tds.bench.measure.BenchProblem;
import sale.tsh.tds.bench.measure.Durations;
import sale.tsh.tds.bench.measure.Quantiles;

/** Concurrent callers in this process. Each makes one call after another for a time. */
final class Callers {

  private Callers() {}

  /** Returns how many calls per second all callers made, and how long the calls took. */
  static Map<String, Double> measure(int callers, Duration duration, Runnable call) {
    List<Durations> all = new ArrayList<>();
    long begin = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Durations>> running = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        running.add(threads.submit(() -> call(call, begin + duration.toNanos())));
      }
      for (Future<Durations> each : running) {
        all.add(each.get());
      }
    } catch (InterruptedException e) {
      throw BenchProblem.interrupted(e);
    } catch (ExecutionException e) {
      throw new BenchProblem("A caller failed: " + e.getCause(), e);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    return Quantiles.calls(Durations.sortedMillis(all), seconds);
  }

  private static Durations call(Runnable call, long end) {
    Durations durations = new Durations();
    for (long begin = System.nanoTime(); begin < end; begin = System.nanoTime()) {
      call.run();
      durations.add(System.nanoTime() - begin);
    }
    return durations;
  }
}
