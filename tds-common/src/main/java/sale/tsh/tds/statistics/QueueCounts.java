package sale.tsh.tds.statistics;

/** How many events are in each status. */
public record QueueCounts(
    long pending, long processing, long retry, long completed, long deadLetter) {

  /** All events in the queue. */
  public long total() {
    return pending + processing + retry + completed + deadLetter;
  }
}
