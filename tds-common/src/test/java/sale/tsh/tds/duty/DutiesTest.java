package sale.tsh.tds.duty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class DutiesTest {

  @Test
  void aSlowDutyKeepsNoOtherWaiting() throws InterruptedException {
    CountDownLatch slow = new CountDownLatch(1);
    CountDownLatch quick = new CountDownLatch(3);
    Duties duties =
        new Duties(
            List.of(
                new Duty("slow", Duration.ofMillis(1), () -> await(slow)),
                new Duty("also slow", Duration.ofMillis(1), () -> await(slow)),
                new Duty("quick", Duration.ofMillis(1), quick::countDown)));
    duties.start();
    try {
      assertThat(quick.await(10, TimeUnit.SECONDS)).isTrue();
    } finally {
      slow.countDown();
      duties.stop();
    }
  }

  @Test
  void aDutyThatFailsRunsAgain() throws InterruptedException {
    CountDownLatch runs = new CountDownLatch(3);
    Duties duties =
        new Duties(
            List.of(
                new Duty(
                    "failing",
                    Duration.ofMillis(1),
                    () -> {
                      runs.countDown();
                      throw new AssertionError("on purpose");
                    })));
    duties.start();
    try {
      assertThat(runs.await(10, TimeUnit.SECONDS)).isTrue();
    } finally {
      duties.stop();
    }
  }

  @Test
  void stoppingLetsARunEnd() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch stopping = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    Duties duties =
        new Duties(
            List.of(
                new Duty(
                    "ending",
                    Duration.ofHours(1),
                    () -> {
                      started.countDown();
                      await(stopping);
                      ended.set(true);
                    })));
    duties.start();
    started.await();
    Thread stop = Thread.ofPlatform().start(duties::stop);
    stopping.countDown();
    stop.join();

    assertThat(ended).isTrue();
    assertThat(duties.isRunning()).isFalse();
  }

  @Test
  void whatWasStoppedCanBeStartedAgain() throws InterruptedException {
    Semaphore runs = new Semaphore(0);
    Duties duties = new Duties(List.of(new Duty("rare", Duration.ofHours(1), runs::release)));
    duties.start();
    assertThat(runs.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    duties.stop();
    assertThat(duties.isRunning()).isFalse();

    duties.start();
    try {
      assertThat(runs.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
      assertThat(duties.isRunning()).isTrue();
    } finally {
      duties.stop();
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
