package sale.tsh.tds.queue;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Hears of the queue's transitions. Except for lost leases, a call comes after the commit of the
 * transaction, so a listener never hears of a transition that was rolled back.
 */
public interface QueueListener {

  /** Hears nothing. */
  QueueListener NONE = new QueueListener() {};

  /** Events were claimed. */
  default void claimed(List<ClaimedEvent> events) {}

  /** Attempts succeeded, in one transaction of this duration. */
  default void completed(List<Completion> completions, Duration duration) {}

  /**
   * An attempt failed.
   *
   * @param status what the event became: {@code RETRY} or {@code DEAD_LETTER}
   */
  default void failed(Failure failure, EventStatus status) {}

  /** At the end of its attempt the event belonged to another worker. */
  default void leaseLost(ClaimedEvent event) {}

  /**
   * Events became due again without an attempt being charged.
   *
   * @param events how many, possibly none
   */
  default void givenBack(GiveBackReason reason, int events) {}

  /** A dead letter was redriven. */
  default void redriven(UUID deadLetterId) {}
}
