package sale.tsh.tds.api.dashboard.event;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.api.dashboard.layout.HealthBand;
import sale.tsh.tds.api.dashboard.layout.Phrase;

/** An entry in the timeline of an event. */
record TimelineEntry(
    Instant at, HealthBand band, Phrase what, @Nullable Phrase more, @Nullable String error) {

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
              Phrase.of("timeline.received"),
              Phrase.of(
                  "timeline.received-at",
                  new Phrase.Size(delivery.bodySize()),
                  "/webhooks/" + delivery.path()),
              null));
    } else {
      timeline.add(
          new TimelineEntry(
              delivery.receivedAt(),
              HealthBand.CRITICAL,
              Phrase.of("timeline.refused"),
              Phrase.of("phrase", new Phrase.Word("refusal", delivery.refusal())),
              delivery.refusalDetail()));
    }
    if (delivery.lastDuplicateAt() != null) {
      timeline.add(
          new TimelineEntry(
              delivery.lastDuplicateAt(),
              HealthBand.NORMAL,
              Phrase.of("timeline.repeated"),
              Phrase.of(
                  "timeline.repeated-so-far",
                  new Phrase.Counted(delivery.duplicateCount(), "time")),
              null));
    }
  }

  private static TimelineEntry attempt(EventDetails.EndedAttempt attempt) {
    boolean failed = attempt.outcome().equals("failed");
    return new TimelineEntry(
        attempt.endedAt(),
        failed || attempt.note() != null ? HealthBand.WARNING : HealthBand.NORMAL,
        failed
            ? Phrase.of("timeline.failed", attempt.attempt())
            : Phrase.of("phrase", new Phrase.Word("outcome-meaning", attempt.outcome())),
        after(Duration.ofNanos(Math.round(attempt.durationMs() * 1e6)), attempt.worker()),
        failed ? attempt.error() : attempt.note());
  }

  private static Phrase after(Duration time, @Nullable String worker) {
    return worker == null
        ? Phrase.of("timeline.after", time)
        : Phrase.of("timeline.after-by", time, worker);
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
              Phrase.of("timeline.dead"),
              Phrase.of(
                  "timeline.after-attempts", new Phrase.Counted(letter.attemptCount(), "attempt")),
              null));
    }
    if (letter.discardedAt() != null) {
      timeline.add(
          new TimelineEntry(
              letter.discardedAt(),
              HealthBand.NORMAL,
              Phrase.of(letter.cancelled() ? "timeline.cancelled" : "timeline.discarded"),
              Phrase.of("phrase", String.valueOf(letter.discardReason())),
              null));
    } else if (letter.redrivenAt() != null) {
      timeline.add(
          new TimelineEntry(
              letter.redrivenAt(),
              HealthBand.NORMAL,
              Phrase.of(letter.repeatedBy() == null ? "timeline.redriven" : "timeline.superseded"),
              letter.repeatedBy() == null
                  ? Phrase.of("timeline.with-all-attempts")
                  : Phrase.of("timeline.as", letter.repeatedBy()),
              null));
    }
  }

  private static TimelineEntry action(EventDetails.OperatorAction action) {
    return new TimelineEntry(
        action.actedAt(),
        HealthBand.NORMAL,
        Phrase.of("timeline.action", action.actor(), new Phrase.Word("did", action.action())),
        action.detail() == null ? null : Phrase.of("phrase", action.detail()),
        null);
  }
}
