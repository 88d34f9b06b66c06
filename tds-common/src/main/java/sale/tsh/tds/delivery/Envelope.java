package sale.tsh.tds.delivery;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import sale.tsh.tds.entity.EntityCatalogue;
import sale.tsh.tds.entity.EntityKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the members around a record say about it. */
record Envelope(
    Optional<String> entityType, Optional<EventType> eventType, Optional<RecordId> entityId) {

  static final String ENTITY_ID = "entity_id";
  static final String ENTITY_TYPE = "entity_type";
  static final String EVENT = "event";
  static final String EVENT_TYPE = "event_type";

  /** How an {@code event} that is an object says its event type. */
  static final String TYPE_OF_EVENT = "type";

  static final Envelope SILENT = new Envelope(Optional.empty(), Optional.empty(), Optional.empty());

  /** Members that speak of a delivery or of an API's answer; no record of Zoho's has them. */
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

  static boolean isMember(String name) {
    return MEMBERS.contains(name);
  }

  /** What one object says, itself or in its {@code event}: an object, or the event type as text. */
  static Envelope of(ObjectNode layer) {
    Envelope own = said(layer, EVENT_TYPE);
    return switch (layer.path(EVENT)) {
      case ObjectNode event -> own.or(said(event, EVENT_TYPE)).or(said(event, TYPE_OF_EVENT));
      default -> own.or(said(layer, EVENT));
    };
  }

  /** This, and from another what this does not say. */
  Envelope or(Envelope other) {
    return new Envelope(
        entityType.or(other::entityType),
        eventType.or(other::eventType),
        entityId.or(other::entityId));
  }

  /** The kinds that {@code entity_type} names. */
  List<EntityKind> typedKinds() {
    return entityType.map(EntityCatalogue::named).orElse(List.of());
  }

  /** The kinds that the front of the event type names. */
  List<EntityKind> eventKinds() {
    return eventType.map(EventType::kinds).orElse(List.of());
  }

  /** The kinds that {@code entity_type} names, else the event type. */
  List<EntityKind> kinds() {
    List<EntityKind> typed = typedKinds();
    return typed.isEmpty() ? eventKinds() : typed;
  }

  private static Envelope said(ObjectNode layer, String eventTypeMember) {
    return new Envelope(
        text(layer.path(ENTITY_TYPE)),
        text(layer.path(eventTypeMember)).map(EventType::new),
        RecordId.in(layer, ENTITY_ID));
  }

  private static Optional<String> text(JsonNode value) {
    return value.isString() && !value.stringValue().isBlank()
        ? Optional.of(value.stringValue().strip())
        : Optional.empty();
  }
}
