package sale.tsh.tds.worker.mirror;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.delivery.DeliveryReader;
import sale.tsh.tds.delivery.Operation;
import sale.tsh.tds.delivery.Reading;
import sale.tsh.tds.entity.Column;
import sale.tsh.tds.entity.EntityKind;
import sale.tsh.tds.entity.Lines;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.queue.StoredDelivery;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads a stored delivery as the change of a mirror row. */
public final class RecordReader {

  private RecordReader() {}

  /**
   * The change that an event's delivery asks for.
   *
   * @throws UnreadableValueException if a value is present and cannot be read
   */
  public static RecordChange read(
      EntityKind kind, UUID eventId, String entityId, StoredDelivery stored) {
    Reading reading = DeliveryReader.read(stored.delivery());
    if (!(reading instanceof Reading.Change change)) {
      throw new UnreadableValueException(
          "the delivery's body can no longer be read as a record: " + reading);
    }
    ObjectNode entity = change.entity();
    if (stored.operation().equals(Operation.DELETED.past())) {
      Instant versionTime =
          change.modified().filter(stored.receivedAt()::isBefore).orElse(stored.receivedAt());
      return new RecordChange.Deletion(eventId, entityId, stored.arrival(), versionTime);
    }
    if (saysNothing(kind, entity)) {
      return new RecordChange.Touch(eventId, entityId, stored.arrival(), stored.receivedAt());
    }
    Optional<List<List<@Nullable String>>> lines =
        kind.withLines().flatMap(each -> lines(kind, each, entity));
    return new RecordChange.Edit(
        eventId,
        entityId,
        stored.arrival(),
        stored.receivedAt(),
        change.modified(),
        kind.core().stream().allMatch(member -> has(kind, member, entity, lines.isPresent())),
        Set.copyOf(entity.propertyNames()),
        values(kind.name(), kind.columns(), entity),
        lines,
        Json.forPostgres(entity));
  }

  /**
   * The record in a stored delivery, for a dead letter; a body that cannot be read stands as it is.
   */
  public static String payload(StoredDelivery stored) {
    return DeliveryReader.read(stored.delivery()) instanceof Reading.Change change
        ? Json.forPostgres(change.entity())
        : Json.forPostgres(
            JsonNodeFactory.instance.objectNode().put("body", stored.delivery().body()));
  }

  private static boolean saysNothing(EntityKind kind, ObjectNode entity) {
    return entity.propertyNames().stream().allMatch(kind.idKeys()::contains);
  }

  private static boolean has(EntityKind kind, String member, ObjectNode entity, boolean hasLines) {
    if (kind.lines() != null && kind.lines().keys().contains(member)) {
      return hasLines;
    }
    return kind.columns().stream()
        .filter(column -> column.name().equals(member))
        .findFirst()
        .map(column -> column.keys().stream().anyMatch(entity::has))
        .orElseGet(() -> entity.has(member));
  }

  private static List<@Nullable String> values(
      String field, List<Column> columns, ObjectNode object) {
    List<@Nullable String> values = new ArrayList<>(columns.size());
    for (Column column : columns) {
      values.add(value(field, column, object));
    }
    return values;
  }

  private static @Nullable String value(String field, Column column, ObjectNode object) {
    for (String key : column.keys()) {
      JsonNode value = object.get(key);
      if (value != null) {
        String read = ValueReader.read(field + "." + key, value, column.type());
        if (read != null) {
          return read;
        }
      }
    }
    return null;
  }

  private static Optional<List<List<@Nullable String>>> lines(
      EntityKind kind, Lines lines, ObjectNode entity) {
    for (String key : lines.keys()) {
      JsonNode list = entity.get(key);
      if (list != null) {
        return Optional.of(lines(kind.name() + "." + key, lines, list));
      }
    }
    return saysLineItself(lines, entity)
        ? Optional.of(List.of(values(kind.name(), lines.columns(), entity)))
        : Optional.empty();
  }

  private static List<List<@Nullable String>> lines(String field, Lines lines, JsonNode list) {
    if (list.isNull() || (list.isString() && list.stringValue().isBlank())) {
      return List.of();
    }
    List<List<@Nullable String>> read = new ArrayList<>();
    if (list instanceof ObjectNode only) {
      read.add(values(field, lines.columns(), only));
      return read;
    }
    if (!list.isArray()) {
      throw UnreadableValueException.of(field, list, "a list");
    }
    for (int i = 0; i < list.size(); i++) {
      String line = field + "[" + i + "]";
      if (!(list.get(i) instanceof ObjectNode object)) {
        throw UnreadableValueException.of(line, list.get(i), "an object");
      }
      read.add(values(line, lines.columns(), object));
    }
    return read;
  }

  private static boolean saysLineItself(Lines lines, ObjectNode entity) {
    return lines.flatKey() != null && entity.has(lines.flatKey());
  }
}
