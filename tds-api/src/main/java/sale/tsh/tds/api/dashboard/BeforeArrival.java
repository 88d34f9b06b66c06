package sale.tsh.tds.api.dashboard;

import sale.tsh.tds.api.record.RecordHistory;

/** A place in a record's history: only what arrived before. */
public record BeforeArrival(long arrival) {

  /** Where a history starts. */
  public static final BeforeArrival EVERYTHING = new BeforeArrival(RecordHistory.NEWEST);

  /** Reads the parameter; the exception says what it must be. */
  public static BeforeArrival valueOf(String text) {
    try {
      return new BeforeArrival(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("the arrival of a chapter, a whole number");
    }
  }
}
