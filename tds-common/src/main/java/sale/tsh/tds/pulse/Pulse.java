package sale.tsh.tds.pulse;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The webhooks of all kinds together, and of each kind.
 *
 * @param lastReceivedAt when the last webhook was accepted; empty if none ever was
 * @param silence the time since then
 * @param overdue webhooks that came by now in the usual weeks, see {@link PulseKeeper}
 * @param kinds each kind that ever got a webhook, by name
 */
public record Pulse(
    Optional<Instant> lastReceivedAt,
    Optional<Duration> silence,
    long overdue,
    List<KindPulse> kinds) {

  /** With fewer webhooks overdue, a silence means nothing. */
  public static final long MANY = 5;

  public Pulse {
    kinds = List.copyOf(kinds);
  }

  /** Whether all kinds together are silent far beyond their rhythm. */
  public boolean isQuiet() {
    return overdue >= MANY;
  }

  /** The kinds that are silent far beyond their own rhythm. */
  public List<KindPulse> quietKinds() {
    return kinds.stream().filter(KindPulse::isQuiet).toList();
  }
}
