package sale.tsh.tds.api.dashboard.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.api.dashboard.layout.Format;
import sale.tsh.tds.api.dashboard.layout.HealthBand;

/** An entry in the timeline of an event. */
record TimelineEntry(
    Instant at, HealthBand band, String what, String more, @Nullable String error) {

  private static final Format FORMAT = new Format();

  /** Everything known about an event, in chronological order. */
  static List<TimelineEntry> of(EventDetails details) {
    List<TimelineEntry> timeline = new ArrayList<>();
    if (details.delivery() != null) {
      delivery(details.delivery(), timeline);
    }
    details.attempts().stream().map(TimelineEntry::attempt).forEach(timeline::add);
    details
        .deadLetters()
        .forEach(letter -> deadLetter(letter, diedAt(letter, details.attempts()), timeline));
    details.operatorActions().stream().map(TimelineEntry::action).forEach(timeline::add);
    timeline.sort(Comparator.comparing(TimelineEntry::at));
    return timeline;
  }

  private static void delivery(EventDetails.InboxDelivery delivery, List<TimelineEntry> timeline) {
    if (delivery.refusal() == null) {
      timeline.add(
          new TimelineEntry(
              delivery.receivedAt(),
              HealthBand.NORMAL,
              "Received",
              FORMAT.bytes(delivery.bodySize()) + " at /webhooks/" + delivery.path(),
              null));
    } else {
      timeline.add(
          new TimelineEntry(
              delivery.receivedAt(),
              HealthBand.CRITICAL,
              "Refused",
              delivery.refusal().replace('_', ' '),
              delivery.refusalDetail()));
    }
    if (delivery.lastDuplicateAt() != null) {
      timeline.add(
          new TimelineEntry(
              delivery.lastDuplicateAt(),
              HealthBand.NORMAL,
              "Repeated",
              "%s so far, without a second event"
                  .formatted(FORMAT.count(delivery.duplicateCount(), "time")),
              null));
    }
  }

  private static TimelineEntry attempt(EventDetails.EndedAttempt attempt) {
    boolean failed = attempt.outcome().equals("failed");
    return new TimelineEntry(
        attempt.endedAt(),
        failed || attempt.note() != null ? HealthBand.WARNING : HealthBand.NORMAL,
        failed ? "Attempt %d failed".formatted(attempt.attempt()) : meaning(attempt.outcome()),
        "after %s%s"
            .formatted(
                FORMAT.millis(attempt.durationMs()),
                attempt.worker() == null ? "" : " by " + attempt.worker()),
        failed ? attempt.error() : attempt.note());
  }

  private static String meaning(String outcome) {
    return switch (outcome) {
      case "applied" -> "Applied to the record";
      case "unchanged" -> "Unchanged: the record already had this content";
      case "superseded" -> "Superseded: the mirror already had a newer version";
      case "incomplete" -> "Incomplete: the record is marked for a later pull";
      default -> outcome;
    };
  }

  /**
   * When the last attempt ended. The dead letter's own time is when that attempt's transaction
   * began.
   */
  private static Instant diedAt(
      EventDetails.DeadLetterDetails letter, List<EventDetails.EndedAttempt> attempts) {
    return attempts.stream()
        .filter(attempt -> attempt.queueId().equals(letter.originalQueueId()))
        .map(EventDetails.EndedAttempt::endedAt)
        .filter(letter.movedToDlqAt()::isBefore)
        .max(Comparator.naturalOrder())
        .orElse(letter.movedToDlqAt());
  }

  private static void deadLetter(
      EventDetails.DeadLetterDetails letter, Instant diedAt, List<TimelineEntry> timeline) {
    if (!letter.cancelled()) {
      timeline.add(
          new TimelineEntry(
              diedAt,
              HealthBand.CRITICAL,
              "Dead letter",
              "after " + FORMAT.count(letter.attemptCount(), "attempt"),
              null));
    }
    if (letter.discardedAt() != null) {
      timeline.add(
          new TimelineEntry(
              letter.discardedAt(),
              HealthBand.NORMAL,
              letter.cancelled() ? "Cancelled" : "Discarded",
              String.valueOf(letter.discardReason()),
              null));
    } else if (letter.redrivenAt() != null) {
      timeline.add(
          new TimelineEntry(
              letter.redrivenAt(),
              HealthBand.NORMAL,
              letter.repeatedBy() == null ? "Redriven" : "Closed: Zoho sent the same again",
              letter.repeatedBy() == null ? "with all its attempts" : "as " + letter.repeatedBy(),
              null));
    }
  }

  private static TimelineEntry action(EventDetails.OperatorAction action) {
    return new TimelineEntry(
        action.actedAt(),
        HealthBand.NORMAL,
        "%s by %s".formatted(action.action(), action.actor()),
        action.detail() == null ? "" : action.detail(),
        null);
  }
}
