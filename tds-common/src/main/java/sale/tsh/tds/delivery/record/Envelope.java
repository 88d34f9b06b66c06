package sale.tsh.tds.delivery.record;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import sale.tsh.tds.kind.ForeignKinds;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.kind.OtherKinds;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a body says about its record in members that are not the record's: which kind, which id, and
 * what happened to the record.
 */
public record Envelope(
    Optional<String> entityType, Optional<EventType> eventType, Optional<RecordId> entityId) {

  public static final String ENTITY_ID = "entity_id";
  public static final String ENTITY_TYPE = "entity_type";
  public static final String EVENT = "event";
  public static final String EVENT_TYPE = "event_type";

  /** The member of an {@code event} object that holds the event type. */
  static final String TYPE_OF_EVENT = "type";

  static final Envelope EMPTY = new Envelope(Optional.empty(), Optional.empty(), Optional.empty());

  /** Members that describe a delivery or an answer of an API, in a level that is no wrapper. */
  private static final Set<String> MEMBERS =
      Set.of(
          EVENT,
          "event_id",
          "event_time",
          EVENT_TYPE,
          ENTITY_ID,
          ENTITY_TYPE,
          "organization_id",
          "webhook_id",
          "timestamp",
          "code",
          "message");

  /** Whether a member of this name belongs to the envelope and not to the record. */
  public static boolean isMember(String name) {
    return MEMBERS.contains(name);
  }

  /**
   * Whether a level tells neither what happened nor to which record. Then {@code entity_type} is
   * the record's own member, which bills of Zoho have.
   */
  static boolean isSilent(ObjectNode level) {
    return !level.has(EVENT) && !level.has(EVENT_TYPE) && !level.has(ENTITY_ID);
  }

  /** The envelope of one JSON level. An {@code event} is an object, or the event type as text. */
  public static Envelope of(ObjectNode level) {
    Envelope own = read(level, EVENT_TYPE);
    return switch (level.path(EVENT)) {
      case ObjectNode event -> own.or(read(event, EVENT_TYPE)).or(read(event, TYPE_OF_EVENT));
      default -> own.or(read(level, EVENT));
    };
  }

  /** This envelope, completed by another one. */
  Envelope or(Envelope other) {
    return new Envelope(
        entityType.or(other::entityType),
        eventType.or(other::eventType),
        entityId.or(other::entityId));
  }

  /** The kinds that {@code entity_type} names. */
  List<Kind> kindsOfEntityType() {
    return entityType.map(KindCatalogue::named).orElse(List.of());
  }

  /** The kinds that the front of the event type names. */
  List<Kind> kindsOfEventType() {
    return eventType.map(EventType::kinds).orElse(List.of());
  }

  /** The kind that the envelope names, if that kind has no table here. */
  Optional<String> foreignKind() {
    return entityType
        .filter(ForeignKinds::isNamed)
        .or(() -> eventType.flatMap(EventType::foreignKind));
  }

  /** The kinds that {@code entity_type} names, else the kinds that the event type names. */
  List<Kind> kinds() {
    List<Kind> typed = kindsOfEntityType();
    return typed.isEmpty() ? kindsOfEventType() : typed;
  }

  /** The kind outside the catalogue that {@code entity_type} names, else the event type. */
  public Optional<Kind> otherKind() {
    return entityType
        .flatMap(OtherKinds::nameOf)
        .or(() -> eventType.flatMap(EventType::otherKind))
        .map(OtherKinds::named);
  }

  private static Envelope read(ObjectNode level, String eventTypeMember) {
    return new Envelope(
        text(level.path(ENTITY_TYPE)),
        text(level.path(eventTypeMember))
            .map(text -> new EventType(text, !eventTypeMember.equals(EVENT))),
        RecordId.in(level, ENTITY_ID));
  }

  private static Optional<String> text(JsonNode value) {
    return value.isString() && !value.stringValue().isBlank()
        ? Optional.of(value.stringValue().strip())
        : Optional.empty();
  }
}
