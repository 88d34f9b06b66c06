package sale.tsh.tds.api.page;

import java.time.Instant;
import java.util.List;
import sale.tsh.tds.api.dashboard.Metrics;
import sale.tsh.tds.deadletter.BulkRedrive;
import sale.tsh.tds.deadletter.DeadLetterGroup;

/**
 * All that the overview shows, of one moment.
 *
 * @param causes the largest groups of dead letters
 * @param bulks retries of many that run
 * @param refused deliveries of the last 24 hours
 */
record Overview(
    Metrics metrics,
    State state,
    List<Worker> workers,
    List<DeadLetterGroup> causes,
    List<BulkRedrive> bulks,
    long refused) {

  private static final String STUCK = "Stuck Events Detected";

  /** When it was read. */
  public Instant at() {
    return metrics.timestamp();
  }

  /** The figures by status, each with its band. */
  public List<Figure> figures() {
    var counts = metrics.queue().byStatus();
    return List.of(
        new Figure("Pending", "pending", counts.pending(), Band.ofPending(counts.pending())),
        new Figure("Processing", "processing", counts.processing(), processing()),
        new Figure("Retry", "retry", counts.retry(), Band.NORMAL),
        new Figure(
            "Dead letters",
            "dead_letter",
            counts.deadLetter(),
            Band.ofDeadLetters(counts.deadLetter())),
        new Figure("Completed", "completed", counts.completed(), Band.NORMAL));
  }

  /** How the last hour's success stands. */
  public Band success() {
    return Band.ofSuccess(metrics.processing().lastHour().successRatePercent());
  }

  /** Whether the kind is paused. */
  public boolean isPaused(String kind) {
    return metrics.queue().pausedKinds().stream().anyMatch(paused -> paused.kind().equals(kind));
  }

  /** Stuck events have an alert of their own, which says since when. */
  private Band processing() {
    return metrics.activeAlerts().stream().anyMatch(alert -> alert.title().equals(STUCK))
        ? Band.WARNING
        : Band.NORMAL;
  }

  /**
   * A number of events.
   *
   * @param status what the list of events is filtered by to see them
   */
  record Figure(String name, String status, long count, Band band) {}
}
