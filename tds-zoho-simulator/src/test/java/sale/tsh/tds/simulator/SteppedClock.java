package sale.tsh.tds.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it. */
final class SteppedClock implements InstantSource {

  private volatile Instant now = Instant.parse("2026-11-24T06:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  void step(Duration time) {
    now = now.plus(time);
  }
}
