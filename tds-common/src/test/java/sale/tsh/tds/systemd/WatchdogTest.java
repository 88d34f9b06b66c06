package sale.tsh.tds.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.support.StaticApplicationContext;

class WatchdogTest {

  private final AtomicBoolean alive = new AtomicBoolean(true);
  private final AtomicInteger pulses = new AtomicInteger();
  private final Watchdog watchdog = new Watchdog(alive::get, pulses::incrementAndGet);

  @Test
  void watchdogIsSilentBeforeTheProcessIsReady() {
    watchdog.runOnce();

    assertThat(pulses).hasValue(0);
  }

  @Test
  void watchdogNotifiesWhileTheProcessIsAlive() {
    watchdog.ready(ready());
    watchdog.runOnce();
    watchdog.runOnce();
    alive.set(false);
    watchdog.runOnce();

    assertThat(pulses).hasValue(2);
  }

  @Test
  void watchdogNotifiesTwiceInTheTimeThatSystemdAllows() {
    assertThat(Watchdog.interval("180000000")).contains(Duration.ofSeconds(90));
    assertThat(Watchdog.interval(null)).isEmpty();
    assertThat(Watchdog.interval("0")).isEmpty();
  }

  private static ApplicationReadyEvent ready() {
    return new ApplicationReadyEvent(
        new SpringApplication(),
        new String[0],
        new StaticApplicationContext(),
        Duration.ofSeconds(1));
  }
}
