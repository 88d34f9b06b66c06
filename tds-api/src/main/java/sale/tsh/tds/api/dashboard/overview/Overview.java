package sale.tsh.tds.api.dashboard.overview;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.api.dashboard.layout.HealthBand;
import sale.tsh.tds.deadletter.BulkAction;
import sale.tsh.tds.deadletter.DeadLetterGroup;
import sale.tsh.tds.entity.RebuildEntry;
import sale.tsh.tds.pulse.Pulse;
import sale.tsh.tds.statistics.Claimable;

/**
 * Everything that the overview page shows, read at one moment.
 *
 * @param claimable the pending events whose kind is not paused
 * @param kinds a row for each kind
 * @param causes the largest groups of dead letters
 * @param bulks running bulk retries
 * @param rebuilds kinds whose columns are being rebuilt
 * @param refused deliveries refused in the last 24 hours
 * @param membersOfTheWeek how many members without a column each kind got within seven days
 * @param members the newest members without a column
 */
record Overview(
    DashboardMetrics metrics,
    SystemStatus status,
    Pulse pulse,
    Claimable claimable,
    List<KindRow> kinds,
    List<WorkerStatus> workers,
    List<DeadLetterGroup> causes,
    List<BulkAction> bulks,
    List<RebuildEntry> rebuilds,
    long refused,
    List<SeenMembersReader.NewMembers> membersOfTheWeek,
    List<SeenMember> members) {

  private static final String STUCK = "Stuck Events Detected";

  /** When it was read. */
  public Instant at() {
    return metrics.timestamp();
  }

  /** The number of events by status, each with its health band. */
  public List<Figure> figures() {
    var counts = metrics.queue().byStatus();
    return List.of(
        new Figure("pending", counts.pending(), HealthBand.ofPending(claimable.pending())),
        new Figure("processing", counts.processing(), processing()),
        new Figure("retry", counts.retry(), HealthBand.NORMAL),
        new Figure(
            "dead_letter", counts.deadLetter(), HealthBand.ofDeadLetters(counts.deadLetter())),
        new Figure("completed", counts.completed(), HealthBand.NORMAL));
  }

  /** The health band of the last hour's success rate. */
  public HealthBand success() {
    return HealthBand.ofSuccess(metrics.processing().lastHour().successRatePercent());
  }

  /** When the last webhook was accepted; null if none ever was. */
  public @Nullable Instant lastWebhook() {
    return pulse.lastReceivedAt().orElse(null);
  }

  /** The kinds that have more than a name. */
  public List<KindRow> knownKinds() {
    return kinds.stream().filter(KindRow::known).toList();
  }

  /** The kinds of which nothing but the name is known. */
  public List<KindRow> otherKinds() {
    return kinds.stream().filter(kind -> !kind.known()).toList();
  }

  /** The kinds whose events are not claimed. */
  public List<KindRow> pausedKinds() {
    return kinds.stream().filter(kind -> kind.pausedAt() != null).toList();
  }

  /** Whether changes that only pulling found are known. */
  public boolean pulls() {
    return kinds.stream().anyMatch(kind -> kind.lostWebhooks() != null);
  }

  /** A warning while the alert for stuck events is active. */
  private HealthBand processing() {
    return metrics.activeAlerts().stream().anyMatch(alert -> alert.title().equals(STUCK))
        ? HealthBand.WARNING
        : HealthBand.NORMAL;
  }

  /**
   * A number of events.
   *
   * @param status the name, and the filter of the list of events that shows them
   */
  record Figure(String status, long count, HealthBand band) {}
}
