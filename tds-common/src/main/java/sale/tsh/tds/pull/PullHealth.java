package sale.tsh.tds.pull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How pulling from Zoho goes, as alerts and metrics see it.
 *
 * @param stopped why all pulling has stopped, if Zoho refused the credentials
 * @param heldDeletions records that Zoho no longer lists, too many to delete them unasked
 * @param heldKinds the kinds of these records
 * @param lost the kinds whose webhooks were lost lately, most lost first
 * @param driftedKinds the kinds for which the sweeps of two nights found what head reads should
 *     have found
 * @param spent how long no call can be made, because the day's calls are spent; zero if some are
 *     left
 * @param oldestHead the kind whose newest changes were read longest ago, if any are read
 * @param calls the calls of today, if pulling is set up
 * @param missingScopes the OAuth scopes without which Zoho refuses kinds
 * @param clockDifference between Zoho and the worker, by Zoho's last answer of the last day
 */
public record PullHealth(
    Optional<String> stopped,
    long heldDeletions,
    List<String> heldKinds,
    List<LostWebhooks> lost,
    List<String> driftedKinds,
    Duration spent,
    Optional<HeadAge> oldestHead,
    Optional<DayCalls> calls,
    List<String> missingScopes,
    Duration clockDifference) {

  /** Clocks that differ by more than this are worth a look. */
  public static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(2);

  /** Pulling that is off, or that goes well. */
  public static final PullHealth WELL =
      new PullHealth(
          Optional.empty(),
          0,
          List.of(),
          List.of(),
          List.of(),
          Duration.ZERO,
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Duration.ZERO);

  public PullHealth {
    heldKinds = List.copyOf(heldKinds);
    lost = List.copyOf(lost);
    driftedKinds = List.copyOf(driftedKinds);
    missingScopes = List.copyOf(missingScopes);
  }

  /**
   * When the newest changes of a kind were read.
   *
   * @param age since then
   * @param intervals the same in intervals between two reads, of ten minutes at least
   */
  public record HeadAge(String kind, Duration age, double intervals) {}

  /**
   * The calls to Zoho of today.
   *
   * @param limit the organisation's calls a day by Zoho's answers, if one has said it
   * @param remaining what all its programs have left of them, if the last answer of today said it
   * @param made by this installation
   * @param paused whether pulling makes no call now
   */
  public record DayCalls(
      Optional<Integer> limit, Optional<Integer> remaining, int made, boolean paused) {}

  /** The lost webhooks of the kind that lost most. */
  public int mostLost() {
    return lost.isEmpty() ? 0 : lost.getFirst().lost();
  }
}
