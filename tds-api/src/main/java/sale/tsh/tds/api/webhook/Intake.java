package sale.tsh.tds.api.webhook;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sale.tsh.tds.api.http.FailureLimit;
import sale.tsh.tds.api.http.TooManyFailuresException;
import sale.tsh.tds.delivery.Delivery;
import sale.tsh.tds.delivery.DeliveryReader;
import sale.tsh.tds.delivery.Reading;
import sale.tsh.tds.delivery.RefusalCause;
import sale.tsh.tds.inbox.Acceptance;
import sale.tsh.tds.inbox.Inbox;
import sale.tsh.tds.inbox.ReceivedChange;
import sale.tsh.tds.inbox.ReceivedDelivery;

/** Takes a delivery from its bytes to the commit that holds it, and says what to answer. */
class Intake {

  private static final Logger log = LoggerFactory.getLogger(Intake.class);

  /** A refused body is kept this far: enough to see what it was, too little to fill a disk. */
  private static final int KEPT_OF_REFUSED = 16 * 1024;

  private final GroupCommit commits;
  private final Inbox inbox;
  private final SenderProof senderProof;
  private final FailureLimit failures;
  private final WebhookSettings settings;
  private final LiveConnection connection;

  Intake(
      GroupCommit commits,
      Inbox inbox,
      SenderProof senderProof,
      FailureLimit failures,
      WebhookSettings settings,
      LiveConnection connection) {
    this.commits = commits;
    this.inbox = inbox;
    this.senderProof = senderProof;
    this.failures = failures;
    this.settings = settings;
    this.connection = connection;
  }

  /**
   * Keeps the delivery and returns after its commit; throws if the database does not take it.
   *
   * @throws TooManyFailuresException if too many of this address's lacked a proof; it is not kept
   */
  Answer receive(RawDelivery raw) {
    Optional<String> unproven = senderProof.refusal(raw);
    if (unproven.isPresent()) {
      // Judged first: proven deliveries behind the same address are never held up.
      failures.note(raw.remoteAddress());
    }
    return switch (raw.end()) {
      case WHOLE ->
          unproven.isPresent()
              ? refuse(raw, RefusalCause.WRONG_SIGNATURE, unproven.get())
              : read(raw);
      case TOO_LARGE ->
          refuse(
              raw,
              RefusalCause.TOO_LARGE,
              "The body is larger than the limit of %d bytes (WEBHOOK_MAX_BYTES)"
                  .formatted(settings.maxBodyBytes()));
      case CUT_SHORT ->
          refuse(raw, RefusalCause.UNREADABLE, "The body ended before its time, or was no body");
      case TOO_SLOW ->
          refuse(
              raw,
              RefusalCause.UNREADABLE,
              "The body took longer than %d s".formatted(BodyReader.LONGEST.toSeconds()));
    };
  }

  private Answer read(RawDelivery raw) {
    BodyText body = BodyText.of(raw.body(), raw.contentType());
    if (!body.wellFormed()) {
      return refuse(
          raw,
          RefusalCause.UNREADABLE,
          "The body is not text in its charset (UTF-8 unless it says another)");
    }
    ReceivedDelivery received = received(raw, body);
    return switch (DeliveryReader.read(received.delivery())) {
      case Reading.Change change ->
          taken(change, commits.accept(ReceivedChange.of(received, change)));
      case Reading.Ping ping -> {
        connection.run(
            () -> {
              inbox.keepPing(received);
              return ping;
            });
        yield new Answer.Taken(true, "Test call received; nothing to do", null, null, false);
      }
      case Reading.Refused refused -> refuse(raw, refused.cause(), refused.detail());
    };
  }

  private Answer taken(Reading.Change change, Acceptance acceptance) {
    log.info(
        "Event {} {} of {} {}",
        acceptance.eventId(),
        change.eventType(),
        change.entityId(),
        acceptance.queued() ? "queued" : "repeated by a duplicate");
    if (acceptance.timeAhead()) {
      log.warn(
          "Event {} has a time more than a day ahead, {}: until then no newer version of {} is applied",
          acceptance.eventId(),
          change.modified().orElseThrow(),
          change.entityId());
    }
    String message =
        acceptance.queued() ? "Event queued" : "Duplicate: this delivery was accepted before";
    return new Answer.Taken(
        true, message, acceptance.eventId(), acceptance.idempotencyKey(), acceptance.queued());
  }

  private Answer refuse(RawDelivery raw, RefusalCause cause, String detail) {
    byte[] bytes = raw.body().array();
    ByteBuffer start =
        ByteBuffer.wrap(Arrays.copyOf(bytes, Math.min(bytes.length, KEPT_OF_REFUSED)));
    ReceivedDelivery received = received(raw, BodyText.of(start, raw.contentType()));
    boolean kept =
        connection.run(
            () -> inbox.keepRefused(received, cause, detail, settings.keptRefusalsPerHour()));
    log.warn("Refused a {} as {}{}: {}", raw, cause.code(), kept ? "" : " (counted only)", detail);
    return new Answer.Refused(cause, detail);
  }

  private static ReceivedDelivery received(RawDelivery raw, BodyText body) {
    return new ReceivedDelivery(
        new Delivery(raw.path(), raw.query(), raw.contentType(), body.text()),
        body.bytes(),
        raw.size(),
        raw.headers(),
        raw.remoteAddress());
  }
}
