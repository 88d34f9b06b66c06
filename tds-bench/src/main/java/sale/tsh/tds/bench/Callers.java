package sale.tsh.tds.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Callers at once, each doing one thing after the other for a time. */
final class Callers {

  private Callers() {}

  /** What one caller does over and over. */
  interface Call extends AutoCloseable {

    void once();

    @Override
    default void close() {}
  }

  /** How many calls a second all of them made, and how long a call took. */
  static Map<String, Double> measure(
      int callers, Duration duration, Supplier<? extends Call> calls) {
    List<double[]> all = new ArrayList<>();
    long begin = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<double[]>> running = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        running.add(threads.submit(() -> call(calls, begin + duration.toNanos())));
      }
      for (Future<double[]> each : running) {
        all.add(each.get());
      }
    } catch (InterruptedException e) {
      throw BenchProblem.interrupted(e);
    } catch (ExecutionException e) {
      throw new BenchProblem("A caller failed: " + e.getCause(), e);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    double[] millis = all.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
    return Figures.calls(millis, seconds);
  }

  private static double[] call(Supplier<? extends Call> calls, long end) {
    double[] millis = new double[1_024];
    int count = 0;
    try (Call call = calls.get()) {
      for (long begin = System.nanoTime(); begin < end; begin = System.nanoTime()) {
        call.once();
        if (count == millis.length) {
          millis = Arrays.copyOf(millis, 2 * count);
        }
        millis[count++] = (System.nanoTime() - begin) / 1e6;
      }
    }
    return Arrays.copyOf(millis, count);
  }
}
