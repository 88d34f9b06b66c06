package sale.tsh.tds.inbox;

import java.time.Duration;
import java.util.List;
import sale.tsh.tds.refusal.RefusalCause;

/** Hears what the inbox has committed. */
public interface InboxListener {

  /** Hears nothing. */
  InboxListener NONE = new InboxListener() {};

  /** A change became an event or was counted as a duplicate. */
  default void accepted(ReceivedChange change, AcceptResult result) {}

  /** One commit took these changes in. Some may be duplicates. */
  default void batchAccepted(List<ReceivedChange> changes) {}

  /** A test call was kept. */
  default void pingKept(Duration took) {}

  /** A refused delivery was counted, whether it was kept or not. */
  default void refused(RefusalCause cause, Duration took) {}
}
