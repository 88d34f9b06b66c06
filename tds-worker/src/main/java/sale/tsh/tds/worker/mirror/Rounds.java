package sale.tsh.tds.worker.mirror;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Splits a set of changes into rounds with at most one change per record. If all changes of a
 * record are edits with comparable times, the newest replaces the others, provided that it has all
 * their members. Otherwise each change gets a round, because a partial body builds on the row
 * before it. The order is by version, or by arrival if the times are not comparable.
 *
 * @param superseded edits that a newer edit of the set replaces
 * @param rounds the changes of each round, to apply one round after the other
 */
record Rounds(List<RecordChange> superseded, List<List<RecordChange>> rounds) {

  private static final Comparator<RecordChange.Edit> VERSION =
      Comparator.comparing(RecordChange.Edit::versionTime)
          .thenComparingLong(RecordChange.Edit::arrival);

  private static final Comparator<RecordChange> ARRIVAL =
      Comparator.comparingLong(RecordChange::arrival);

  static Rounds of(List<RecordChange> changes) {
    Map<String, List<RecordChange>> byRecord = new LinkedHashMap<>();
    changes.forEach(
        change -> byRecord.computeIfAbsent(change.key(), key -> new ArrayList<>()).add(change));
    Rounds rounds = new Rounds(new ArrayList<>(), new ArrayList<>());
    byRecord.values().forEach(rounds::split);
    return rounds;
  }

  private void split(List<RecordChange> ofOneRecord) {
    List<RecordChange.Edit> edits =
        ofOneRecord.stream()
            .filter(RecordChange.Edit.class::isInstance)
            .map(RecordChange.Edit.class::cast)
            .sorted(isTimed(ofOneRecord) ? VERSION : ARRIVAL)
            .toList();
    if (edits.size() < ofOneRecord.size() || !areComparable(edits)) {
      inTurn(ofOneRecord.stream().sorted(ARRIVAL).toList());
    } else if (newestStandsForAll(edits)) {
      superseded.addAll(edits.subList(0, edits.size() - 1));
      round(0).add(edits.getLast());
    } else {
      inTurn(edits);
    }
  }

  private void inTurn(List<? extends RecordChange> inOrder) {
    for (int i = 0; i < inOrder.size(); i++) {
      round(i).add(inOrder.get(i));
    }
  }

  /**
   * Without times of their own only the arrivals order edits, since the database's clock may have
   * been set back.
   */
  private static boolean isTimed(List<RecordChange> changes) {
    return changes.stream()
        .allMatch(
            change -> change instanceof RecordChange.Edit edit && edit.modified().isPresent());
  }

  private static boolean areComparable(List<RecordChange.Edit> edits) {
    boolean timed = edits.getFirst().modified().isPresent();
    return edits.stream().allMatch(edit -> edit.modified().isPresent() == timed);
  }

  /** Whether the newest edit is full and has every member of the others. */
  private static boolean newestStandsForAll(List<RecordChange.Edit> edits) {
    RecordChange.Edit newest = edits.getLast();
    return newest.full()
        && edits.stream().allMatch(edit -> newest.members().containsAll(edit.members()));
  }

  private List<RecordChange> round(int index) {
    while (rounds.size() <= index) {
      rounds.add(new ArrayList<>());
    }
    return rounds.get(index);
  }
}
