package sale.tsh.tds.api.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.api.dashboard.EventStory;

/** One thing that happened to an event, as its timeline tells it. */
record Step(Instant at, Band band, String what, String more, @Nullable String error) {

  private static final Show SHOW = new Show();

  /** All that is known of an event, in the order in which it happened. */
  static List<Step> of(EventStory story) {
    List<Step> steps = new ArrayList<>();
    if (story.delivery() != null) {
      delivery(story.delivery(), steps);
    }
    story.attempts().stream().map(Step::attempt).forEach(steps::add);
    story.deadLetters().forEach(letter -> death(letter, diedAt(letter, story.attempts()), steps));
    story.operatorActions().stream().map(Step::action).forEach(steps::add);
    steps.sort(Comparator.comparing(Step::at));
    return steps;
  }

  private static void delivery(EventStory.Delivery delivery, List<Step> steps) {
    if (delivery.refusal() == null) {
      steps.add(
          new Step(
              delivery.receivedAt(),
              Band.NORMAL,
              "Received",
              SHOW.bytes(delivery.bodySize()) + " at /webhooks/" + delivery.path(),
              null));
    } else {
      steps.add(
          new Step(
              delivery.receivedAt(),
              Band.CRITICAL,
              "Refused",
              delivery.refusal().replace('_', ' '),
              delivery.refusalDetail()));
    }
    if (delivery.lastDuplicateAt() != null) {
      steps.add(
          new Step(
              delivery.lastDuplicateAt(),
              Band.NORMAL,
              "Repeated",
              "%s so far; none became a second event"
                  .formatted(SHOW.count(delivery.duplicateCount(), "time")),
              null));
    }
  }

  private static Step attempt(EventStory.Tried tried) {
    boolean failed = tried.outcome().equals("failed");
    return new Step(
        tried.endedAt(),
        failed ? Band.WARNING : Band.NORMAL,
        failed ? "Attempt %d failed".formatted(tried.attempt()) : meaning(tried.outcome()),
        "after %s%s"
            .formatted(
                SHOW.millis(tried.durationMs()),
                tried.worker() == null ? "" : " by " + tried.worker()),
        tried.error());
  }

  private static String meaning(String outcome) {
    return switch (outcome) {
      case "applied" -> "Applied to the record";
      case "unchanged" -> "Nothing new in it";
      case "superseded" -> "Superseded: a newer version was there already";
      case "incomplete" -> "Incomplete: the record is marked for a later pull";
      default -> outcome;
    };
  }

  /** Its row carries the time at which the last attempt's transaction began. */
  private static Instant diedAt(EventStory.Dead letter, List<EventStory.Tried> attempts) {
    return attempts.stream()
        .filter(tried -> tried.queueId().equals(letter.originalQueueId()))
        .map(EventStory.Tried::endedAt)
        .filter(letter.movedToDlqAt()::isBefore)
        .max(Comparator.naturalOrder())
        .orElse(letter.movedToDlqAt());
  }

  private static void death(EventStory.Dead letter, Instant diedAt, List<Step> steps) {
    steps.add(
        new Step(
            diedAt,
            Band.CRITICAL,
            "Dead letter",
            "after " + SHOW.count(letter.attemptCount(), "attempt"),
            null));
    if (letter.discardedAt() != null) {
      steps.add(
          new Step(
              letter.discardedAt(),
              Band.NORMAL,
              "Discarded",
              String.valueOf(letter.discardReason()),
              null));
    } else if (letter.redrivenAt() != null) {
      steps.add(
          new Step(
              letter.redrivenAt(),
              Band.NORMAL,
              letter.repeatedBy() == null ? "Queued anew" : "Closed: Zoho sent the same again",
              letter.repeatedBy() == null ? "with all its attempts" : "as " + letter.repeatedBy(),
              null));
    }
  }

  private static Step action(EventStory.Action action) {
    return new Step(
        action.actedAt(),
        Band.NORMAL,
        "%s by %s".formatted(action.action(), action.actor()),
        action.detail() == null ? "" : action.detail(),
        null);
  }
}
