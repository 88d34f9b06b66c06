package sale.tsh.tds.api.webhook;

import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import sale.tsh.tds.api.webhook.TakeVerdict.NotTakeable;
import sale.tsh.tds.api.webhook.TakeVerdict.Takeable;
import sale.tsh.tds.delivery.ParsedDelivery;
import sale.tsh.tds.inbox.AcceptResult;
import sale.tsh.tds.inbox.Inbox;
import sale.tsh.tds.inbox.KeptRefusal;
import sale.tsh.tds.inbox.KeptRefusals;
import sale.tsh.tds.inbox.OtherKindAdmission;
import sale.tsh.tds.inbox.ReceivedChange;
import sale.tsh.tds.inbox.ReceivedDelivery;
import sale.tsh.tds.kind.RecordOperation;
import sale.tsh.tds.queue.AfterCommit;
import sale.tsh.tds.queue.NewEventNotifier;
import sale.tsh.tds.refusal.RefusalCause;

/**
 * Takes refused deliveries again. Each is read by the rules of today and accepted as a new event
 * with an arrival of its own. Call it in a transaction.
 */
@Component
public class TakeAgain {

  private static final Logger log = LoggerFactory.getLogger(TakeAgain.class);

  private final KeptRefusals refusals;
  private final Inbox inbox;
  private final OtherKindAdmission otherKinds;
  private final NewEventNotifier notifier;

  TakeAgain(
      KeptRefusals refusals,
      Inbox inbox,
      OtherKindAdmission otherKinds,
      NewEventNotifier notifier) {
    this.otherKinds = otherKinds;
    this.refusals = refusals;
    this.inbox = inbox;
    this.notifier = notifier;
  }

  /** Whether the refused delivery can be taken again. Empty if there is no such delivery. */
  public Optional<TakeVerdict> examine(UUID id) {
    return refusals.find(id).map(this::verdict);
  }

  /**
   * Takes a refused delivery again, as a new event or as a duplicate. Empty if it cannot be taken,
   * which {@link #examine} explains. Of several callers at once, one takes it.
   *
   * @throws ConcurrencyFailureException if a later delivery of its record came in meanwhile. Roll
   *     back and try once more
   */
  public Optional<AcceptResult> take(UUID id) {
    return refusals
        .lock(id)
        .flatMap(refusal ->
            switch (verdict(refusal)) {
              case Takeable takeable -> Optional.of(accept(refusal, takeable.change()));
              case NotTakeable stays -> Optional.empty();
            });
  }

  private AcceptResult accept(KeptRefusal refusal, ReceivedChange change) {
    if (change.change().kind().isOther()) {
      otherKinds.admits(change.change().kind().name());
    }
    AcceptResult result =
        isOrderedByArrival(change) ? acceptInOrder(refusal, change) : inbox.accept(change);
    refusals.noteTaken(refusal, result);
    AfterCommit.run(() -> {
      log.info(
          "Refused delivery {} {} event {}",
          refusal.id(),
          result.queued() ? "is taken again as" : "repeats",
          result.eventId());
      if (result.queued()) {
        notifier.notifySoon();
      }
    });
    return result;
  }

  /**
   * Accepts a change that its arrival orders. A later delivery that is being accepted at this
   * moment may have got the lower arrival, so it is looked for once more.
   */
  private AcceptResult acceptInOrder(KeptRefusal refusal, ReceivedChange change) {
    refusals.takeTurns();
    AcceptResult result = inbox.accept(change);
    refusals.awaitWriters();
    refusals
        .acceptedLater(refusal, change)
        .ifPresent(later -> {
          throw new ConcurrencyFailureException("overtaken by event " + later);
        });
    return result;
  }

  private TakeVerdict verdict(KeptRefusal refusal) {
    return whyNever(refusal).<TakeVerdict>map(never -> never).orElseGet(() -> read(refusal));
  }

  /** Why no rule of today could change that the delivery is refused. */
  private static Optional<NotTakeable> whyNever(KeptRefusal refusal) {
    if (refusal.takenAs() != null) {
      return stays("taken_before", "It was taken before, as event " + refusal.takenAs());
    }
    if (refusal.cause().equals(RefusalCause.WRONG_SIGNATURE.code())) {
      return stays(refusal.cause(), "Its sender is not proven, and its proof is not kept");
    }
    if (!refusal.received().whole()) {
      return stays("kept_in_part", "Only its start is kept, or it ended before its time");
    }
    return Optional.empty();
  }

  private TakeVerdict read(KeptRefusal refusal) {
    RawDelivery raw = RawDelivery.of(refusal.received());
    ReceivedDelivery received = raw.received();
    return switch (CallReader.read(raw, received)) {
      case ParsedDelivery.Change change
          when change.kind().isOther() && !otherKinds.wouldAdmit(change.kind().name()) ->
          new NotTakeable(
              RefusalCause.UNKNOWN_KIND.code(), otherKinds.refusalOf(change.kind().name()));
      case ParsedDelivery.Change change -> inOrder(refusal, ReceivedChange.of(received, change));
      case ParsedDelivery.Ping ping ->
          new NotTakeable("test_call", "It is a test call, so there is nothing to do");
      case ParsedDelivery.Refused still -> new NotTakeable(still.cause().code(), still.detail());
    };
  }

  /**
   * Where the arrival decides over the version, a new arrival would let the old delivery win over
   * newer ones. That is so for a change without a time of its own, and for a deletion.
   */
  private TakeVerdict inOrder(KeptRefusal refusal, ReceivedChange change) {
    Optional<UUID> later =
        isOrderedByArrival(change)
            ? refusals.acceptedLater(refusal, change)
            : Optional.<UUID>empty();
    return later
        .<TakeVerdict>map(event ->
            new NotTakeable(
                "later_delivery",
                "A later delivery of its record was accepted, event %s, and this one has no time that puts it before"
                    .formatted(event)))
        .orElseGet(() -> new Takeable(change));
  }

  private static boolean isOrderedByArrival(ReceivedChange change) {
    return change.change().modified().isEmpty()
        || change.change().operation() == RecordOperation.DELETED;
  }

  private static Optional<NotTakeable> stays(String reason, String detail) {
    return Optional.of(new NotTakeable(reason, detail));
  }
}
