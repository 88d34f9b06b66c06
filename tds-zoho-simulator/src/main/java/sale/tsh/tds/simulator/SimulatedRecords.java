package sale.tsh.tds.simulator;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The records of the organisation, by kind and id. Times have whole seconds, as Zoho's have. */
final class SimulatedRecords {

  /** Zoho's times have an offset without a colon. */
  static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxx");

  /** What records of other origins have, such as examples of Zoho's documentation. */
  private static final DateTimeFormatter LOADED_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss[.SSS][XXX][xx]");

  /**
   * One version of a record. Its times are apart from its content, because not every answer has
   * them.
   *
   * @param changed when this version was made, also if the edit moved no time
   * @param before the version before this one, kept only for lists that show changes late
   */
  record Stored(
      String id,
      ObjectNode content,
      Instant created,
      Instant modified,
      Instant changed,
      @Nullable Stored before) {

    private @Nullable Stored asOf(Instant time) {
      Stored version = this;
      while (version != null && version.changed().isAfter(time)) {
        version = version.before();
      }
      return version;
    }
  }

  private final Map<String, Map<String, Stored>> byKind = new ConcurrentHashMap<>();
  private final AtomicLong nextId = new AtomicLong(4600000000001001L);
  private final InstantSource clock;
  private final ZoneId zone;

  SimulatedRecords(InstantSource clock, ZoneId zone) {
    this.clock = clock;
    this.zone = zone;
  }

  /** Creates the record, or edits it if its id is known. Members that are not named stay. */
  Stored put(SimulatedKind kind, ObjectNode members) {
    Instant now = now();
    return write(kind, members, before -> before == null ? now : before.created(), before -> now);
  }

  /** Stores a record with the times that it brings. A missing time is now. */
  Stored load(SimulatedKind kind, ObjectNode members) {
    Instant now = now();
    Instant modified =
        time(members, SimulatedKind.MODIFIED).or(() -> time(members, "updated_time")).orElse(now);
    Instant created = time(members, SimulatedKind.CREATED).orElse(modified);
    return write(kind, members, before -> created, before -> modified);
  }

  /** Edits a record whose time does not move, as a contact's balance does not move it. */
  Stored editSilently(SimulatedKind kind, String id, ObjectNode members) {
    Stored known = find(kind, id).orElseThrow(() -> missing(kind, id));
    ObjectNode edit = members.deepCopy().put(kind.idMember(), id);
    return write(kind, edit, before -> known.created(), before -> known.modified());
  }

  void delete(SimulatedKind kind, String id) {
    Map<String, Stored> records = of(kind);
    synchronized (records) {
      if (records.remove(id) == null) {
        throw missing(kind, id);
      }
    }
  }

  Optional<Stored> find(SimulatedKind kind, String id) {
    Map<String, Stored> records = of(kind);
    synchronized (records) {
      return Optional.ofNullable(records.get(id));
    }
  }

  /** Returns the records as a list shows them, which may be late. */
  List<Stored> listed(SimulatedKind kind) {
    Instant time = clock.instant().minus(kind.delay());
    return kind.delay().isZero()
        ? all(kind)
        : all(kind).stream().map(record -> record.asOf(time)).filter(Objects::nonNull).toList();
  }

  List<Stored> all(SimulatedKind kind) {
    Map<String, Stored> records = of(kind);
    synchronized (records) {
      return List.copyOf(records.values());
    }
  }

  /** Returns the record as a single answer and a webhook hold it. */
  ObjectNode full(SimulatedKind kind, Stored record) {
    return withTimes(record.content().deepCopy(), record, kind.recordTime());
  }

  /** Returns the row of a list, which has neither lines nor addresses. */
  ObjectNode row(SimulatedKind kind, Stored record) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    record
        .content()
        .forEachEntry((member, value) -> {
          if (isInRows(kind, member, value)) {
            row.set(member, value);
          }
        });
    String time = kind.rowTime();
    withTimes(row, record, time);
    return time != null && kind.hasBlankTime(record.id()) ? row.put(time, " ") : row;
  }

  private static boolean isInRows(SimulatedKind kind, String member, JsonNode value) {
    return switch (member) {
      case "custom_fields" -> kind.hasCustomFieldsInRows();
      case "notes", "terms" -> false;
      default -> value.isValueNode();
    };
  }

  private ObjectNode withTimes(ObjectNode node, Stored record, @Nullable String modifiedMember) {
    if (modifiedMember != null) {
      node.put(SimulatedKind.CREATED, text(record.created()));
      node.put(modifiedMember, text(record.modified()));
    }
    return node;
  }

  ZoneId zone() {
    return zone;
  }

  String text(Instant time) {
    return TIME.format(time.atZone(zone));
  }

  private interface TimeOf {
    Instant after(@Nullable Stored before);
  }

  private Stored write(SimulatedKind kind, ObjectNode members, TimeOf created, TimeOf modified) {
    Map<String, Stored> records = of(kind);
    synchronized (records) {
      String id = members.path(kind.idMember()).asString("");
      if (id.isEmpty()) {
        id = Long.toString(nextId.getAndIncrement());
      }
      Stored before = records.get(id);
      ObjectNode content =
          before == null
              ? JsonNodeFactory.instance.objectNode().put(kind.idMember(), id)
              : before.content().deepCopy();
      content.setAll(members.deepCopy());
      content.put(kind.idMember(), id);
      content.remove(List.of(SimulatedKind.CREATED, SimulatedKind.MODIFIED, "updated_time"));
      Stored after =
          new Stored(
              id,
              content,
              created.after(before),
              modified.after(before),
              clock.instant(),
              kind.delay().isZero() ? null : before);
      records.put(id, after);
      return after;
    }
  }

  private Map<String, Stored> of(SimulatedKind kind) {
    return byKind.computeIfAbsent(kind.name(), name -> new LinkedHashMap<>());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private static Optional<Instant> time(ObjectNode members, String member) {
    String text = members.path(member).asString("").strip();
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(OffsetDateTime.parse(text, LOADED_TIME).toInstant());
  }

  private static NoSuchElementException missing(SimulatedKind kind, String id) {
    return new NoSuchElementException(kind + " " + id + " does not exist");
  }
}
