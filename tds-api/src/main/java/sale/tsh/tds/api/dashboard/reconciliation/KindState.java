package sale.tsh.tds.api.dashboard.reconciliation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import sale.tsh.tds.api.dashboard.layout.HealthBand;

/** How true the mirror of a kind is, as far as pulling can tell. */
enum KindState {
  /** Pulling is not set up. */
  OFF(HealthBand.NORMAL),
  /** Pulling as a whole or this kind waits. */
  PAUSED(HealthBand.WARNING),
  /** Deletions wait for an operator. */
  HELD(HealthBand.CRITICAL),
  /** The whole list is being compared. */
  SWEEPING(HealthBand.NORMAL),
  /** The mirror was empty, and records are still to be fetched. */
  FILLING(HealthBand.NORMAL),
  /** No sweep has ended yet. */
  WAITING(HealthBand.NORMAL),
  /** The last sweep found differences, and not all of the records are fetched yet. */
  DRIFTED(HealthBand.WARNING),
  /** The last sweep found differences, and all of the records are fetched. */
  HEALED(HealthBand.NORMAL),
  /** The last sweep found no difference. */
  TRUE(HealthBand.NORMAL);

  private final HealthBand band;

  KindState(HealthBand band) {
    this.band = band;
  }

  /** The word in JSON. The page has its own, and says what it means. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public HealthBand band() {
    return band;
  }
}
