package sale.tsh.tds.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Callers at once in this process, each doing one thing after the other for a time. */
final class Callers {

  private Callers() {}

  /** How many calls a second all of them made, and how long a call took. */
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
    return Figures.calls(Durations.sortedMillis(all), seconds);
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
