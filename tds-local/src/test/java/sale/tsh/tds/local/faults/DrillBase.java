package sale.tsh.tds.local.faults;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.ResourceLock;
import sale.tsh.tds.local.LocalSystem;

/** Starts one system for all drills of a class, and closes it afterwards. */
@ResourceLock(providers = AloneForFigures.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DrillBase {

  private final Deque<AutoCloseable> resources = new ArrayDeque<>();
  Drill drill;
  LocalSystem system;

  /** Starts the system. A class overrides this if its system needs other settings. */
  Drill startDrill() {
    return Drill.start();
  }

  /** Registers what the system depends on. It is closed after the system, the last one first. */
  final <T extends AutoCloseable> T closeAfterwards(T resource) {
    resources.push(resource);
    return resource;
  }

  /** Runs before the {@code @BeforeAll} methods of the class itself. */
  @BeforeAll
  final void startSystem() {
    drill = closeAfterwards(startDrill());
    system = drill.system();
  }

  @AfterAll
  final void closeAll() throws Exception {
    while (!resources.isEmpty()) {
      resources.pop().close();
    }
  }
}
