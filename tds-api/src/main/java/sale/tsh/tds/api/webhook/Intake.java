package sale.tsh.tds.api.webhook;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sale.tsh.tds.api.http.TooManyFailuresException;
import sale.tsh.tds.api.security.FailureLimit;
import sale.tsh.tds.api.webhook.groupcommit.GroupCommit;
import sale.tsh.tds.delivery.ParsedDelivery;
import sale.tsh.tds.inbox.AcceptResult;
import sale.tsh.tds.inbox.Inbox;
import sale.tsh.tds.inbox.OtherKindAdmission;
import sale.tsh.tds.inbox.ReceivedChange;
import sale.tsh.tds.inbox.ReceivedDelivery;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.persistence.ConnectionRetry;
import sale.tsh.tds.refusal.RefusalCause;

/** Takes a delivery from its bytes to the commit that holds it, and returns the answer. */
class Intake {

  private static final Logger log = LoggerFactory.getLogger(Intake.class);

  /** In bytes: enough of a refused body to see what it was, too little to fill a disk. */
  private static final int KEPT_OF_REFUSED = 16 * 1024;

  /** In bytes: less is kept of a call that anybody may send, and of its query too. */
  private static final int KEPT_OF_UNPROVEN = 1024;

  private final GroupCommit commits;
  private final Inbox inbox;
  private final OtherKindAdmission otherKinds;
  private final SenderAuthenticator authenticator;
  private final FailureLimit failures;
  private final WebhookSettings settings;
  private final ConnectionRetry connectionRetry;

  Intake(
      GroupCommit commits,
      Inbox inbox,
      OtherKindAdmission otherKinds,
      SenderAuthenticator authenticator,
      FailureLimit failures,
      WebhookSettings settings,
      ConnectionRetry connectionRetry) {
    this.commits = commits;
    this.inbox = inbox;
    this.otherKinds = otherKinds;
    this.authenticator = authenticator;
    this.failures = failures;
    this.settings = settings;
    this.connectionRetry = connectionRetry;
  }

  /**
   * Keeps the delivery and returns after its commit. Throws if the database does not take it.
   *
   * @throws TooManyFailuresException if too many calls of this address were unproven, in which case
   *     the delivery is not kept
   */
  WebhookAnswer receive(RawDelivery raw) {
    ReceivedDelivery received = raw.received();
    Optional<String> whyUnproven = authenticator.refusal(raw, received.delivery());
    if (whyUnproven.isPresent()) {
      // Throws if the address failed too often. Proven deliveries from it are never blocked.
      failures.note(raw.remoteAddress());
    }
    int kept = whyUnproven.isPresent() ? KEPT_OF_UNPROVEN : KEPT_OF_REFUSED;
    // No signature can match a body that is not whole, so the end of the body decides first.
    return switch (raw.end()) {
      case WHOLE ->
          whyUnproven.isPresent()
              ? refuse(raw.truncated(kept), RefusalCause.WRONG_SIGNATURE, whyUnproven.get())
              : takeProven(raw, received);
      case TOO_LARGE ->
          refuse(
              raw.truncated(kept),
              RefusalCause.TOO_LARGE,
              "The body is larger than the limit of %d bytes (WEBHOOK_MAX_BYTES)"
                  .formatted(settings.maxBodyBytes()));
      case CUT_SHORT ->
          refuse(
              raw.truncated(kept),
              RefusalCause.UNREADABLE,
              "The body ended before its time, or was no body");
      case TOO_SLOW ->
          refuse(
              raw.truncated(kept),
              RefusalCause.UNREADABLE,
              "The body took longer than %d s".formatted(BoundedBodyReader.LONGEST.toSeconds()));
    };
  }

  /** Accepts or refuses a whole delivery whose sender is proven or needs no proof. */
  private WebhookAnswer takeProven(RawDelivery raw, ReceivedDelivery received) {
    return switch (CallReader.read(raw, received)) {
      case ParsedDelivery.Change change when isOneKindTooMany(change.kind()) ->
          refuse(raw, RefusalCause.UNKNOWN_KIND, otherKinds.refusalOf(change.kind().name()));
      case ParsedDelivery.Change change ->
          answer(change, commits.accept(ReceivedChange.of(received, change)));
      case ParsedDelivery.Ping ping -> {
        connectionRetry.run(() -> {
          inbox.keepPing(received);
          return ping;
        });
        yield new WebhookAnswer.Accepted(
            true, "Test call received; nothing to do", null, null, false, "test call");
      }
      case ParsedDelivery.Refused refused ->
          refuse(raw.truncated(KEPT_OF_REFUSED), refused.cause(), refused.detail());
    };
  }

  /** Whether senders have named as many kinds as they can, and not this one. */
  private boolean isOneKindTooMany(Kind kind) {
    return kind.isOther() && !connectionRetry.run(() -> otherKinds.admits(kind.name()));
  }

  private static WebhookAnswer answer(ParsedDelivery.Change change, AcceptResult result) {
    if (result.timeAhead()) {
      log.warn(
          "Event {} has a time more than a day ahead, {}: until then no newer version of {} is applied",
          result.eventId(),
          change.modified().orElseThrow(),
          change.recordId());
    }
    String event = result.eventId() + " " + change.eventType() + " of " + change.recordId();
    return result.queued()
        ? new WebhookAnswer.Accepted(
            true, "Event queued", result.eventId(), result.idempotencyKey(), true, "event " + event)
        : new WebhookAnswer.Accepted(
            true,
            "Duplicate: this delivery was accepted before",
            result.eventId(),
            result.idempotencyKey(),
            false,
            "duplicate of event " + event);
  }

  /** Keeps as much of the call as is given. */
  private WebhookAnswer refuse(RawDelivery kept, RefusalCause cause, String detail) {
    ReceivedDelivery received = kept.received();
    boolean isKept =
        connectionRetry.run(
            () -> inbox.keepRefused(received, cause, detail, settings.keptRefusalsPerHour()));
    log.warn(
        "Refused a {} as {}{}: {}", kept, cause.code(), isKept ? "" : " (counted only)", detail);
    return new WebhookAnswer.Refusal(cause, detail);
  }
}
