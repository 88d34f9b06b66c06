package sale.tsh.tds.deadletter;

import java.util.List;

/**
 * What became of the events that a bulk action put back into the queue.
 *
 * @param completed how many took effect
 * @param waiting how many are still to run, or run now
 * @param deadAgain how many became dead letters again, by cause, the largest first
 */
public record BulkOutcome(long completed, long waiting, List<DeadAgain> deadAgain) {

  /** Nothing was put back yet. */
  public static final BulkOutcome NONE = new BulkOutcome(0, 0, List.of());

  public BulkOutcome {
    deadAgain = List.copyOf(deadAgain);
  }

  /**
   * Events that became dead letters again.
   *
   * @param group the group of their dead letters, see {@link DeadLetterGroup}
   * @param error an error of theirs, without its values
   * @param example the error of the newest open dead letter of the group, else one of theirs
   * @param sameCause how many of them were in this group before
   * @param open how many of these dead letters are still open
   */
  public record DeadAgain(
      String group, String error, String example, long events, long sameCause, long open) {}

  /** How many became dead letters again. */
  public long died() {
    return deadAgain.stream().mapToLong(DeadAgain::events).sum();
  }

  /** How many are no longer kept, of so many that were put back. */
  public long gone(long redriven) {
    return Math.max(0, redriven - completed - waiting - died());
  }

  /** How many of the dead ones have the cause that they had before. */
  public long sameCause() {
    return deadAgain.stream().mapToLong(DeadAgain::sameCause).sum();
  }
}
