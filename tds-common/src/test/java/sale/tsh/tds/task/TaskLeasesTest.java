package sale.tsh.tds.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.process.ProcessIdentity;
import sale.tsh.tds.testing.TestDatabase;

class TaskLeasesTest {

  private static final TestDatabase database = TestDatabase.migrated();

  private final AtomicInteger runsOfOne = new AtomicInteger();
  private final AtomicInteger runsOfOther = new AtomicInteger();
  private final TaskLeases one = leases("api@host-1");
  private final TaskLeases other = leases("worker@host-2");
  private final MaintenanceTask taskOfOne = task(one, runsOfOne);
  private final MaintenanceTask taskOfOther = task(other, runsOfOther);

  @AfterAll
  static void dropDatabase() {
    database.close();
  }

  @BeforeEach
  void noLeases() {
    database.jdbc().sql("delete from tds_duty_leases").update();
  }

  @Test
  void oneProcessRunsTheTaskAndKeepsIt() {
    taskOfOne.runOnce().run();
    taskOfOther.runOnce().run();
    taskOfOne.runOnce().run();

    assertThat(runsOfOne).hasValue(2);
    assertThat(runsOfOther).hasValue(0);
  }

  @Test
  void anotherProcessTakesOverWhenTheLeaseHasExpired() {
    taskOfOne.runOnce().run();
    database.jdbc().sql("update tds_duty_leases set expires_at = now()").update();

    taskOfOther.runOnce().run();
    taskOfOne.runOnce().run();

    assertThat(runsOfOther).hasValue(1);
    assertThat(runsOfOne).hasValue(1);
  }

  /** The database's clock was set back after the holder took the lease, and the holder is dead. */
  @Test
  void leaseThatExpiresLaterThanPossibleIsTakenOver() {
    taskOfOne.runOnce().run();
    database
        .jdbc()
        .sql("update tds_duty_leases set expires_at = expires_at + interval '1 day'")
        .update();

    taskOfOther.runOnce().run();
    taskOfOne.runOnce().run();

    assertThat(runsOfOther).hasValue(1);
    assertThat(runsOfOne).hasValue(1);
  }

  @Test
  void endingProcessLeavesItsTasksToOthersAtOnce() {
    taskOfOne.runOnce().run();
    one.close();

    taskOfOther.runOnce().run();

    assertThat(runsOfOther).hasValue(1);
  }

  @Test
  void eachTaskHasItsOwnLease() {
    taskOfOne.runOnce().run();
    other
        .exclusive(
            new MaintenanceTask(
                "another task", Duration.ofMinutes(1), runsOfOther::incrementAndGet))
        .runOnce()
        .run();

    assertThat(runsOfOther).hasValue(1);
  }

  private static TaskLeases leases(String name) {
    return new TaskLeases(database.jdbc(), new ProcessIdentity(name, "host", 1, "1.2"));
  }

  private static MaintenanceTask task(TaskLeases leases, AtomicInteger runs) {
    return leases.exclusive(
        new MaintenanceTask("watch", Duration.ofMinutes(1), runs::incrementAndGet));
  }
}
