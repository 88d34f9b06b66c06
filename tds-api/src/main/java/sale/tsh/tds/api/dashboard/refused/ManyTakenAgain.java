package sale.tsh.tds.api.dashboard.refused;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.api.dashboard.support.TimeCursor;
import sale.tsh.tds.api.webhook.TakeVerdict;
import sale.tsh.tds.inbox.AcceptResult;

/**
 * The answer to a bulk that takes refused deliveries again.
 *
 * @param taken how many were taken, or would be, the duplicates included
 * @param duplicates how many of these repeat a delivery that was accepted. A count alone does not
 *     find them
 * @param stay how many stay refused
 * @param reasons why they stay, the most frequent reason first
 * @param next the position to continue from; null if no more follow
 */
record ManyTakenAgain(
    boolean success,
    String message,
    boolean dryRun,
    int taken,
    int duplicates,
    int stay,
    List<Reason> reasons,
    @Nullable String next) {

  ManyTakenAgain {
    reasons = List.copyOf(reasons);
  }

  /**
   * Deliveries that stay refused for one reason.
   *
   * @param reason the code of a cause, or one of kept_in_part, later_delivery, taken_before and
   *     test_call
   * @param example why the oldest of them stays refused
   */
  record Reason(String reason, int count, String example) {}

  /** Counts deliveries one by one. */
  static final class TakeTally {

    private final List<UUID> takeable = new ArrayList<>();
    private final Map<String, Reason> reasons = new LinkedHashMap<>();
    private int taken;
    private int duplicates;

    /** Counts a delivery by whether it can be taken. */
    void add(UUID id, TakeVerdict verdict) {
      switch (verdict) {
        case TakeVerdict.Takeable any -> takeable.add(id);
        case TakeVerdict.NotTakeable stays -> add(stays);
      }
    }

    /** Counts a delivery that was taken. */
    void add(AcceptResult result) {
      taken++;
      duplicates += result.queued() ? 0 : 1;
    }

    /** The deliveries so far that today's rules accept, the oldest first. */
    List<UUID> takeable() {
      return List.copyOf(takeable);
    }

    ManyTakenAgain answer(boolean dryRun, Optional<TimeCursor> end) {
      List<Reason> why =
          reasons.values().stream()
              .sorted(Comparator.comparingInt(Reason::count).reversed())
              .toList();
      int stay = why.stream().mapToInt(Reason::count).sum();
      int most = dryRun ? takeable.size() : taken;
      return new ManyTakenAgain(
          true,
          message(dryRun, most, stay, why, end.isPresent()),
          dryRun,
          most,
          duplicates,
          stay,
          why,
          end.map(TimeCursor::toString).orElse(null));
    }

    private String message(
        boolean dryRun, int most, int stay, List<Reason> why, boolean moreFollow) {
      String causes =
          why.stream()
              .map(each -> "%s %d".formatted(each.reason().replace('_', ' '), each.count()))
              .collect(Collectors.joining(", "));
      return "%s: %d%s%s%s"
          .formatted(
              dryRun ? "Would be taken again" : "Taken again",
              most,
              duplicates == 0 ? "" : ", %d of them as duplicates".formatted(duplicates),
              stay == 0 ? "" : ". Stay refused: %d (%s)".formatted(stay, causes),
              moreFollow ? ". More may follow" : "");
    }

    private void add(TakeVerdict.NotTakeable stays) {
      reasons.merge(
          stays.reason(),
          new Reason(stays.reason(), 1, stays.detail()),
          (known, one) -> new Reason(known.reason(), known.count() + 1, known.example()));
    }
  }
}
