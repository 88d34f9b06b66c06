package sale.tsh.tds.worker.mirror;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Splits a set of changes so that each part holds at most one a record. Where a record's changes
 * are all edits with comparable times, the newest stands for all if it says all that they say;
 * otherwise each takes its turn, by version or, where times do not compare, by arrival, because a
 * partial body builds on what is there.
 *
 * @param superseded edits that are older than another of the set; true only together with the set's
 *     other changes
 * @param rounds what to apply, one after the other
 */
record Rounds(List<RecordChange> superseded, List<List<RecordChange>> rounds) {

  private static final Comparator<RecordChange.Edit> VERSION =
      Comparator.comparing(RecordChange.Edit::versionTime)
          .thenComparingLong(RecordChange.Edit::arrival);

  static Rounds of(List<RecordChange> changes) {
    Map<String, List<RecordChange>> byRecord = new LinkedHashMap<>();
    changes.forEach(
        change -> byRecord.computeIfAbsent(change.key(), key -> new ArrayList<>()).add(change));
    Rounds rounds = new Rounds(new ArrayList<>(), new ArrayList<>());
    byRecord.values().forEach(rounds::place);
    return rounds;
  }

  private void place(List<RecordChange> ofOneRecord) {
    List<RecordChange.Edit> edits =
        ofOneRecord.stream()
            .filter(RecordChange.Edit.class::isInstance)
            .map(RecordChange.Edit.class::cast)
            .sorted(VERSION)
            .toList();
    if (edits.size() < ofOneRecord.size() || !areComparable(edits)) {
      inTurn(ofOneRecord.stream().sorted(Comparator.comparingLong(RecordChange::arrival)).toList());
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

  private static boolean areComparable(List<RecordChange.Edit> edits) {
    boolean timed = edits.getFirst().modified().isPresent();
    return edits.stream().allMatch(edit -> edit.modified().isPresent() == timed);
  }

  /** It is full and says all that the others say: nothing of theirs would be left beside it. */
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
