package sale.tsh.tds.pulse;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The webhooks of one kind.
 *
 * @param lastReceivedAt when the last one was accepted; empty if the kind was only pulled
 * @param silence the time since then
 * @param overdue webhooks that came by now in the usual weeks, see {@link PulseKeeper}
 * @param lost changes of the last 24 hours that only pulling found
 */
public record KindPulse(
    String kind,
    Optional<Instant> lastReceivedAt,
    Optional<Duration> silence,
    long overdue,
    int lost) {

  /** Whether the kind is silent far beyond its own rhythm. */
  public boolean isQuiet() {
    return overdue >= Pulse.MANY;
  }
}
