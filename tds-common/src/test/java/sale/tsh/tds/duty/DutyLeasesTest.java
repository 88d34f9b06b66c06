package sale.tsh.tds.duty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.testing.TestDatabase;

class DutyLeasesTest {

  private static final TestDatabase database = TestDatabase.migrated();

  private final AtomicInteger runsOfOne = new AtomicInteger();
  private final AtomicInteger runsOfOther = new AtomicInteger();
  private final DutyLeases one = leases("api@host-1");
  private final DutyLeases other = leases("worker@host-2");
  private final Duty dutyOfOne = duty(one, runsOfOne);
  private final Duty dutyOfOther = duty(other, runsOfOther);

  @AfterAll
  static void dropDatabase() {
    database.close();
  }

  @BeforeEach
  void noLeases() {
    database.jdbc().sql("delete from tds_duty_leases").update();
  }

  @Test
  void oneProcessRunsTheDutyAndKeepsIt() {
    dutyOfOne.runOnce().run();
    dutyOfOther.runOnce().run();
    dutyOfOne.runOnce().run();

    assertThat(runsOfOne).hasValue(2);
    assertThat(runsOfOther).hasValue(0);
  }

  @Test
  void anotherProcessTakesOverWhenTheLeaseHasRunOut() {
    dutyOfOne.runOnce().run();
    database.jdbc().sql("update tds_duty_leases set expires_at = now()").update();

    dutyOfOther.runOnce().run();
    dutyOfOne.runOnce().run();

    assertThat(runsOfOther).hasValue(1);
    assertThat(runsOfOne).hasValue(1);
  }

  @Test
  void aProcessThatEndsLeavesItsDutiesToOthersAtOnce() {
    dutyOfOne.runOnce().run();
    one.close();

    dutyOfOther.runOnce().run();

    assertThat(runsOfOther).hasValue(1);
  }

  @Test
  void eachDutyHasALeaseOfItsOwn() {
    dutyOfOne.runOnce().run();
    other
        .exclusive(new Duty("another duty", Duration.ofMinutes(1), runsOfOther::incrementAndGet))
        .runOnce()
        .run();

    assertThat(runsOfOther).hasValue(1);
  }

  private static DutyLeases leases(String name) {
    return new DutyLeases(database.jdbc(), new ProcessIdentity(name, "host", 1));
  }

  private static Duty duty(DutyLeases leases, AtomicInteger runs) {
    return leases.exclusive(new Duty("watch", Duration.ofMinutes(1), runs::incrementAndGet));
  }
}
