package sale.tsh.tds.worker.mirror;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.delivery.Delivery;
import sale.tsh.tds.delivery.DeliveryReader;
import sale.tsh.tds.delivery.ParsedDelivery;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.json.ZohoTime;
import sale.tsh.tds.kind.ColumnType;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.kind.LineTable;
import sale.tsh.tds.kind.MirrorColumn;
import sale.tsh.tds.queue.ClaimedEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads a stored delivery as the change of a mirror row. */
public final class RecordReader {

  /**
   * Ten times the lines of any record of Zoho. A line takes some kilobytes of memory until it is
   * stored.
   */
  private static final int MAX_LINES = 20_000;

  /**
   * The types that people read. Neither money nor stock nor the order of versions depends on them.
   */
  private static final Set<ColumnType> SIDE_TYPES =
      EnumSet.of(
          ColumnType.TEXT,
          ColumnType.IDS,
          ColumnType.DATE,
          ColumnType.TIME,
          ColumnType.FLAG,
          ColumnType.STATUS);

  private final Consumer<UnreadableValueException> unreadable;
  private final BiConsumer<Kind, ObjectNode> edited;

  /**
   * @param unreadable receives each unreadable value that does not fail its record. The value's
   *     column stays empty, and the column {@code record} keeps the value
   * @param edited receives each record that a delivery creates or changes
   */
  public RecordReader(
      Consumer<UnreadableValueException> unreadable, BiConsumer<Kind, ObjectNode> edited) {
    this.unreadable = unreadable;
    this.edited = edited;
  }

  /**
   * The change that an event's delivery asks for.
   *
   * @throws UnreadableValueException if a value that matters is present and cannot be read
   */
  public RecordChange read(Kind kind, ClaimedEvent event, Delivery delivery) {
    ParsedDelivery parsed = DeliveryReader.read(delivery);
    if (!(parsed instanceof ParsedDelivery.Change change)) {
      throw new UnreadableValueException(
          "the delivery's body can no longer be read as a record: " + parsed);
    }
    if (change.kind().isOther() != kind.isOther()) {
      throw new UnreadableValueException(
          "the delivery's record is of kind %s, and its event of %s"
              .formatted(change.kind().name(), kind.name()));
    }
    ObjectNode entity = change.record();
    long arrival = event.position().arrival();
    Instant receivedAt = Objects.requireNonNull(delivery.receivedAt());
    if (event.isDeletion()) {
      return new RecordChange.Deletion(
          event.id(), event.entityId(), arrival, receivedAt, change.modified());
    }
    if (hasOnlyItsId(kind, entity)) {
      return new RecordChange.Touch(event.id(), event.entityId(), arrival, receivedAt);
    }
    RecordContent content = content(kind, entity);
    edited.accept(kind, entity);
    return new RecordChange.Edit(
        event.id(),
        event.entityId(),
        arrival,
        receivedAt,
        change.modified(),
        delivery.pulled()
            || kind.core().stream()
                .allMatch(member -> has(kind, member, entity, content.lines().isPresent())),
        Set.copyOf(entity.propertyNames()),
        content.values(),
        content.lines(),
        Json.forPostgres(entity));
  }

  /**
   * The columns and lines that a record gives.
   *
   * @throws UnreadableValueException if a value that matters is present and cannot be read
   */
  public RecordContent content(Kind kind, ObjectNode record) {
    return new RecordContent(
        values(kind.name(), kind.columns(), matters(kind), record),
        kind.lineTable().flatMap(each -> lines(kind, each, record)));
  }

  /**
   * The record in a stored delivery, for a dead letter. A body that cannot be parsed is kept as
   * text.
   */
  public static String payload(Delivery stored) {
    return DeliveryReader.read(stored) instanceof ParsedDelivery.Change change
        ? Json.forPostgres(change.record())
        : Json.forPostgres(JsonNodeFactory.instance.objectNode().put("body", stored.body()));
  }

  private static boolean hasOnlyItsId(Kind kind, ObjectNode entity) {
    return entity.propertyNames().stream().allMatch(kind.idKeys()::contains);
  }

  private static boolean has(Kind kind, String member, ObjectNode entity, boolean hasLines) {
    if (kind.lines() != null && kind.lines().keys().contains(member)) {
      return hasLines;
    }
    return kind.column(member)
        .map(column -> column.keys().stream().anyMatch(entity::has))
        .orElseGet(() -> entity.has(member));
  }

  /** The members that a record cannot do without, and its version. */
  private static Set<String> matters(Kind kind) {
    Set<String> members = new HashSet<>(kind.core());
    members.add(KindCatalogue.MODIFIED);
    members.add(KindCatalogue.UPDATED);
    return members;
  }

  private List<@Nullable String> values(
      String field, List<MirrorColumn> columns, Set<String> matters, ObjectNode object) {
    List<@Nullable String> values = new ArrayList<>(columns.size());
    for (MirrorColumn column : columns) {
      values.add(value(field, column, matters.contains(column.name()), object));
    }
    return values;
  }

  private @Nullable String value(
      String field, MirrorColumn column, boolean matters, ObjectNode object) {
    for (String key : column.keys()) {
      JsonNode value = object.get(key);
      if (value != null) {
        String read = value(field, key, column, matters, value);
        if (read != null) {
          return read;
        }
      }
    }
    return null;
  }

  private @Nullable String value(
      String field, String key, MirrorColumn column, boolean matters, JsonNode value) {
    try {
      return ValueReader.read(field + "." + key, key, value, column);
    } catch (UnreadableValueException e) {
      boolean side =
          SIDE_TYPES.contains(column.type()) && (!matters || isIgnoredTime(column, value));
      if (!side) {
        throw e;
      }
      unreadable.accept(e);
      return null;
    }
  }

  /** The intake takes no version from such a time, so the change is one without a time. */
  private static boolean isIgnoredTime(MirrorColumn column, JsonNode value) {
    return column.type() == ColumnType.TIME
        && value.isString()
        && ZohoTime.isOutOfRange(value.stringValue());
  }

  private Optional<List<List<@Nullable String>>> lines(
      Kind kind, LineTable lines, ObjectNode entity) {
    for (String key : lines.keys()) {
      JsonNode list = entity.get(key);
      if (list != null) {
        return Optional.of(lines(kind.name() + "." + key, lines, list));
      }
    }
    return isFlatLine(lines, entity)
        ? Optional.of(List.of(values(kind.name(), lines.columns(), Set.of(), entity)))
        : Optional.empty();
  }

  private List<List<@Nullable String>> lines(String field, LineTable lines, JsonNode list) {
    if (isBlank(list)) {
      return List.of();
    }
    List<List<@Nullable String>> read = new ArrayList<>();
    if (list instanceof ObjectNode only) {
      read.add(values(field, lines.columns(), Set.of(), only));
      return read;
    }
    if (!list.isArray()) {
      throw UnreadableValueException.of(field, list, "a list");
    }
    if (list.size() > MAX_LINES) {
      throw new UnreadableValueException(
          "%s: %d lines are more than %d".formatted(field, list.size(), MAX_LINES));
    }
    for (int i = 0; i < list.size(); i++) {
      String line = field + "[" + i + "]";
      if (!(list.get(i) instanceof ObjectNode object)) {
        throw UnreadableValueException.of(line, list.get(i), "an object");
      }
      read.add(values(line, lines.columns(), Set.of(), object));
    }
    return read;
  }

  private static boolean isFlatLine(LineTable lines, ObjectNode entity) {
    return !lines.flatKeys().isEmpty()
        && lines.flatKeys().stream().map(entity::path).noneMatch(RecordReader::isBlank);
  }

  private static boolean isBlank(JsonNode value) {
    return value.isNull()
        || value.isMissingNode()
        || (value.isString() && value.stringValue().isBlank());
  }
}
