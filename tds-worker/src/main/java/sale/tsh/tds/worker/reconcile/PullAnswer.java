package sale.tsh.tds.worker.reconcile;

import java.util.Locale;

/** What came of the fetch of one record. */
enum PullAnswer {
  /** The mirror had just what Zoho has. */
  SAME,
  /** The record entered the inbox. */
  DELIVERED,
  /** The inbox keeps the record, but as a refused delivery. */
  REFUSED,
  /** Zoho has no such record. */
  GONE;

  /** The text in the table. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
