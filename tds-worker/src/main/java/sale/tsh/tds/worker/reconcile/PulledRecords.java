package sale.tsh.tds.worker.reconcile;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.delivery.Delivery;
import sale.tsh.tds.delivery.DeliveryReader;
import sale.tsh.tds.delivery.ParsedDelivery;
import sale.tsh.tds.inbox.Inbox;
import sale.tsh.tds.inbox.PulledAt;
import sale.tsh.tds.inbox.ReceivedChange;
import sale.tsh.tds.inbox.ReceivedDelivery;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.json.ZohoTime;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings what was fetched into the inbox, as a delivery like a webhook's. So validation, merge,
 * log, dead letters and the page serve it too. A record that would change nothing is left out.
 */
final class PulledRecords {

  private static final Logger log = LoggerFactory.getLogger(PulledRecords.class);

  private static final String JSON = "application/json";

  /** As of the intake, so that refusals cannot fill the disk. */
  private static final int REFUSALS_KEPT = 1_000;

  private final JdbcClient jdbc;
  private final Inbox inbox;

  PulledRecords(JdbcClient jdbc, Inbox inbox) {
    this.jdbc = jdbc;
    this.inbox = inbox;
  }

  /** Draws the place of an answer, before Zoho is asked. */
  PulledAt draw() {
    return inbox.drawPulledAt();
  }

  /**
   * Delivers a record as it is in Zoho, unless the mirror has just this.
   *
   * @param listed the record's time in the list, for a record that has none itself
   * @param priority of its event
   */
  PullAnswer deliver(
      Kind kind,
      String id,
      ObjectNode record,
      Optional<Instant> listed,
      PulledAt at,
      int priority) {
    if (!hasTime(record)) {
      listed.ifPresent(time -> record.put(KindCatalogue.MODIFIED, time.toString()));
    }
    if (isMirrored(kind, id, record)) {
      settle(kind, id, at);
      return PullAnswer.SAME;
    }
    return accept(kind, "POST", record, at, priority) ? PullAnswer.DELIVERED : PullAnswer.REFUSED;
  }

  /** Delivers the deletion of a record that Zoho no longer has, if the mirror still has it. */
  boolean deliverDeletion(Kind kind, String id, PulledAt at, int priority) {
    if (!isAlive(kind, id)) {
      return false;
    }
    return accept(
        kind, "DELETE", JsonNodeFactory.instance.objectNode().put(kind.key(), id), at, priority);
  }

  /** Returns false if it was refused, as a webhook with this body would be. */
  private boolean accept(Kind kind, String method, ObjectNode record, PulledAt at, int priority) {
    String body = Json.forPostgres(JsonNodeFactory.instance.objectNode().set(kind.name(), record));
    Delivery delivery =
        new Delivery(method, kind.paths().iterator().next(), "", JSON, body, at.time(), true);
    ReceivedDelivery received =
        new ReceivedDelivery(
            delivery, null, body.getBytes(StandardCharsets.UTF_8).length, "{}", "");
    return switch (DeliveryReader.read(delivery)) {
      case ParsedDelivery.Change change -> {
        inbox.acceptPulled(ReceivedChange.of(received, change), at, priority);
        yield true;
      }
      case ParsedDelivery.Refused refused -> {
        log.warn("A pulled {} was refused: {}", kind.name(), refused.detail());
        inbox.keepRefused(received, refused.cause(), refused.detail(), REFUSALS_KEPT);
        yield false;
      }
      case ParsedDelivery.Ping ping ->
          throw new IllegalStateException("a pulled record has no content");
    };
  }

  private static boolean hasTime(ObjectNode record) {
    return isTime(record.path(KindCatalogue.MODIFIED))
        || isTime(record.path(KindCatalogue.UPDATED));
  }

  private static boolean isTime(JsonNode value) {
    return value.isString() && ZohoTime.parse(value.stringValue()).isPresent();
  }

  /** Whether merging the record would change nothing. */
  private boolean isMirrored(Kind kind, String id, ObjectNode record) {
    return jdbc.sql(
            "select m.deleted_at is null and m.record is not null and m.record || :record::jsonb = m.record"
                + " from zoho.%s m where %s".formatted(kind.table(), kind.isRecord("m", ":id")))
        .param("record", Json.forPostgres(record))
        .param("id", id)
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  private boolean isAlive(Kind kind, String id) {
    return jdbc.sql(
            "select m.deleted_at is null from zoho.%s m where %s"
                .formatted(kind.table(), kind.isRecord("m", ":id")))
        .param("id", id)
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  /** Removes the mark of a record that turned out to be complete. */
  private void settle(Kind kind, String id, PulledAt at) {
    jdbc.sql(
            """
            update zoho.%s m set stale_since = null
             where %s and m.stale_since is not null and coalesce(m.stale_arrival, 0) <= :arrival
            """
                .formatted(kind.table(), kind.isRecord("m", ":id")))
        .param("id", id)
        .param("arrival", at.arrival())
        .update();
  }
}
