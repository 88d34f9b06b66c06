package sale.tsh.tds.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class MaintenanceSchedulerTest {

  @Test
  void slowTaskDelaysNoOther() throws InterruptedException {
    CountDownLatch slow = new CountDownLatch(1);
    CountDownLatch quick = new CountDownLatch(3);
    MaintenanceScheduler scheduler =
        new MaintenanceScheduler(
            List.of(
                new MaintenanceTask("slow", Duration.ofMillis(1), () -> await(slow)),
                new MaintenanceTask("also slow", Duration.ofMillis(1), () -> await(slow)),
                new MaintenanceTask("quick", Duration.ofMillis(1), quick::countDown)));
    scheduler.start();
    try {
      assertThat(quick.await(10, TimeUnit.SECONDS)).isTrue();
    } finally {
      slow.countDown();
      scheduler.stop();
    }
  }

  @Test
  void failedTaskRunsAgain() throws InterruptedException {
    CountDownLatch runs = new CountDownLatch(3);
    MaintenanceScheduler scheduler =
        new MaintenanceScheduler(
            List.of(
                new MaintenanceTask(
                    "failing",
                    Duration.ofMillis(1),
                    () -> {
                      runs.countDown();
                      throw new AssertionError("on purpose");
                    })));
    scheduler.start();
    try {
      assertThat(runs.await(10, TimeUnit.SECONDS)).isTrue();
    } finally {
      scheduler.stop();
    }
  }

  @Test
  void stoppingLetsARunningTaskEnd() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch stopping = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    MaintenanceScheduler scheduler =
        new MaintenanceScheduler(
            List.of(
                new MaintenanceTask(
                    "ending",
                    Duration.ofHours(1),
                    () -> {
                      started.countDown();
                      await(stopping);
                      ended.set(true);
                    })));
    scheduler.start();
    started.await();
    Thread stop = Thread.ofPlatform().start(scheduler::stop);
    stopping.countDown();
    stop.join();

    assertThat(ended).isTrue();
    assertThat(scheduler.isRunning()).isFalse();
  }

  @Test
  void stoppedSchedulerCanBeStartedAgain() throws InterruptedException {
    Semaphore runs = new Semaphore(0);
    MaintenanceScheduler scheduler =
        new MaintenanceScheduler(
            List.of(new MaintenanceTask("rare", Duration.ofHours(1), runs::release)));
    scheduler.start();
    assertThat(runs.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    scheduler.stop();
    assertThat(scheduler.isRunning()).isFalse();

    scheduler.start();
    try {
      assertThat(runs.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
      assertThat(scheduler.isRunning()).isTrue();
    } finally {
      scheduler.stop();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
