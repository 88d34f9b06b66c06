package sale.tsh.tds.testing;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Prints a summary of a module's tests, such as {@code tds-api: 433 passed, 0 failed, 1 skipped}. A
 * second line names the tests that this machine cannot run, and the reason.
 */
public final class TestSummary implements TestExecutionListener {

  private final AtomicInteger passed = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final Map<String, String> skipped = new ConcurrentSkipListMap<>();

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    skip(test, reason);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    switch (result.getStatus()) {
      case SUCCESSFUL -> passed.addAndGet(test.isTest() ? 1 : 0);
      case FAILED -> failed.incrementAndGet();
      case ABORTED ->
          skip(test, result.getThrowable().map(Throwable::getMessage).orElse("no reason given"));
    }
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    if (passed.get() + failed.get() + skipped.size() == 0) {
      return;
    }
    PrintStream console = console();
    console.printf(
        "%s: %d passed, %d failed, %d skipped%n",
        Path.of("").toAbsolutePath().getFileName(), passed.get(), failed.get(), skipped.size());
    if (!skipped.isEmpty()) {
      console.println(
          skipped.entrySet().stream()
              .map(each -> each.getKey() + " (" + each.getValue() + ")")
              .collect(Collectors.joining(", ", "Skipped on this machine: ", "")));
    }
  }

  private void skip(TestIdentifier test, String reason) {
    skipped.put(test.getDisplayName(), reason.lines().findFirst().orElse("no reason given"));
  }

  /** Maven captures the output of tests, but shows what their JVM itself prints. */
  private static PrintStream console() {
    return new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
  }
}
