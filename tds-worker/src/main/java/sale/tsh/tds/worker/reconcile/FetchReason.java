package sale.tsh.tds.worker.reconcile;

import java.util.Arrays;
import java.util.Locale;

/** Why a record is to be fetched, the most urgent first. */
enum FetchReason {
  /** An operator asked for it. */
  REQUESTED(0),
  /** The newest changes have it, and no webhook brought it. */
  CHANGED(1),
  /** The mirror knows that it lacks something. */
  STALE(2),
  /** A sweep found it in Zoho, and the mirror does not have it. */
  MISSING(2),
  /** A sweep found a later version of it. */
  OUTDATED(2),
  /** A sweep found other content at the same version. */
  DIFFERENT(2),
  /** A sweep did not find it in Zoho. */
  GONE(3),
  /** The mirror of the kind was empty. */
  BACKFILL(9);

  private final int priority;

  FetchReason(int priority) {
    this.priority = priority;
  }

  int priority() {
    return priority;
  }

  /** The text in the table. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Why a record is fetched whose row in the whole list compares like this. */
  static FetchReason of(Comparison comparison) {
    return switch (comparison) {
      case MISSING, DELETED -> MISSING;
      case OUTDATED -> OUTDATED;
      case DIFFERENT, UNTIMED -> DIFFERENT;
      case STALE -> STALE;
      case SAME -> throw new IllegalArgumentException("it does not differ");
    };
  }

  static FetchReason of(String text) {
    return Arrays.stream(values())
        .filter(each -> each.text().equals(text))
        .findFirst()
        .orElseThrow();
  }
}
