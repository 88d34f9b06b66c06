package sale.tsh.tds.queue;

import java.util.Locale;

/** Why events became due again without an attempt being charged. */
public enum GiveBackReason {
  /** A worker that stops released them. */
  RELEASED,
  /** Their attempt lost its connection to the database. */
  CONNECTION_LOST,
  /** Their attempt waited for a lock of another session. */
  PUT_OFF,
  /** Their worker died or lost its lease. */
  REAPED;

  /** The text of the reason in metrics. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
