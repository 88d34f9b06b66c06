package sale.tsh.tds.api.webhook;

import sale.tsh.tds.inbox.ReceivedChange;

/** Whether a refused delivery can be taken again. */
public sealed interface TakeVerdict {

  /** It is read as this change today. */
  record Takeable(ReceivedChange change) implements TakeVerdict {}

  /**
   * It stays refused.
   *
   * @param reason the code of a cause, or one of {@code kept_in_part}, {@code later_delivery},
   *     {@code taken_before} and {@code test_call}
   * @param detail a sentence for operators
   */
  record NotTakeable(String reason, String detail) implements TakeVerdict {}
}
