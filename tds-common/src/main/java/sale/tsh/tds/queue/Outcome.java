package sale.tsh.tds.queue;

import java.util.Locale;

/** How a successful attempt ended, seen from the record. */
public enum Outcome {
  /** The record was written. */
  APPLIED,
  /** The record already had this content. Its version moved. */
  UNCHANGED,
  /** A newer version was there already. */
  SUPERSEDED,
  /** The body had nothing but the id. The record is marked for a later pull. */
  INCOMPLETE;

  /** The text in {@code tds_sync_logs.outcome}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
