package sale.tsh.tds.api.dashboard.reconciliation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import sale.tsh.tds.api.dashboard.layout.HealthBand;

/** How true the mirror of a kind is, as far as pulling can tell. */
enum KindState {
  /** Pulling is not set up. */
  OFF(HealthBand.NORMAL, "Pulling is not set up."),
  /** Pulling as a whole or this kind waits. */
  PAUSED(HealthBand.WARNING, "Nothing of this kind is pulled now."),
  /** Deletions wait for an operator. */
  HELD(HealthBand.CRITICAL, "Deletions wait for an operator, because they are many."),
  /** The whole list is being compared. */
  SWEEPING(HealthBand.NORMAL, "The whole list is being compared."),
  /** The mirror was empty, and records are still to be fetched. */
  FILLING(HealthBand.NORMAL, "The mirror was empty and is being filled."),
  /** No sweep has ended yet. */
  WAITING(HealthBand.NORMAL, "The first sweep is still to come."),
  /** The last sweep found differences, and not all of the records are fetched yet. */
  DRIFTED(HealthBand.WARNING, "The last sweep found differences that are still to be fetched."),
  /** The last sweep found differences, and all of the records are fetched. */
  HEALED(HealthBand.NORMAL, "All that the last sweep found is fetched."),
  /** The last sweep found no difference. */
  TRUE(HealthBand.NORMAL, "The last sweep found no difference.");

  private final HealthBand band;
  private final String sentence;

  KindState(HealthBand band, String sentence) {
    this.band = band;
    this.sentence = sentence;
  }

  /** The word in JSON and on the page. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public HealthBand band() {
    return band;
  }

  /** What the word means. */
  public String sentence() {
    return sentence;
  }
}
