package sale.tsh.tds.worker.zoho;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.json.ZohoTime;
import sale.tsh.tds.kind.ApiResource;
import sale.tsh.tds.kind.ApiResource.ListOrder;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.worker.zoho.ZohoFault.ScopeMissing;
import sale.tsh.tds.worker.zoho.ZohoFault.Unbelievable;
import sale.tsh.tds.worker.zoho.ZohoFault.UnusableId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads lists and records of a kind, and believes only what is as Zoho documents it. */
public final class ZohoRecords {

  /** The most rows of a page. */
  public static final int PAGE = 200;

  /** Without it some lists leave out what is inactive. Lists of settings have no filter. */
  private static final String EVERY_STATUS = "Status.All";

  private static final String CONTEXT = "page_context";

  /** Zoho refuses a filter whose offset has a colon. */
  private static final DateTimeFormatter FILTER_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxx");

  private final ZohoApi api;

  public ZohoRecords(ZohoApi api) {
    this.api = api;
  }

  /**
   * A page of the kind's list, newest first if an order is asked for.
   *
   * @param page from 1
   * @param reserve as of {@link ZohoApi#get}
   */
  public ListedPage page(Kind kind, Optional<ListOrder> order, int page, int reserve)
      throws ZohoException, CallDeniedException, InterruptedException {
    return page(kind, order, page, Map.of(), reserve);
  }

  /**
   * The first page of the kind's list, newest change first, if Zoho is asked for what changed since
   * a time. Nobody knows beforehand whether the answer has just this.
   */
  public ListedPage changedSince(Kind kind, Instant time, int reserve)
      throws ZohoException, CallDeniedException, InterruptedException {
    Map<String, String> filter =
        Map.of(KindCatalogue.MODIFIED, FILTER_TIME.format(time.atOffset(ZoneOffset.UTC)));
    return page(kind, Optional.of(ListOrder.MODIFIED), 1, filter, reserve);
  }

  private ListedPage page(
      Kind kind, Optional<ListOrder> order, int page, Map<String, String> filter, int reserve)
      throws ZohoException, CallDeniedException, InterruptedException {
    ApiResource resource = resource(kind);
    Map<String, String> query = new LinkedHashMap<>(filter);
    query.put("page", Integer.toString(page));
    query.put("per_page", Integer.toString(PAGE));
    if (!resource.rowIsRecord()) {
      query.put("filter_by", EVERY_STATUS);
    }
    order.ifPresent(by -> {
      query.put("sort_column", by.column());
      query.put("sort_order", "D");
    });
    ObjectNode answer = get(resource, resource.list(), query, reserve);
    List<ListRow> rows = rows(kind, list(kind, resource.path(), answer));
    JsonNode context = context(answer);
    boolean hasMore = hasMore(resource, context, page);
    if (hasMore && rows.isEmpty()) {
      throw unbelievable("page %d is empty, and yet there is more".formatted(page));
    }
    return new ListedPage(
        rows, hasMore, order.filter(by -> isSorted(by, context, rows)).isPresent());
  }

  /**
   * One whole record.
   *
   * @throws ZohoException with {@link ZohoFault.Gone} if Zoho has no such record
   */
  public ObjectNode record(Kind kind, String id, int reserve)
      throws ZohoException, CallDeniedException, InterruptedException {
    if (!ApiResource.isId(id)) {
      throw new ZohoException(new UnusableId());
    }
    ApiResource resource = resource(kind);
    ObjectNode answer = get(resource, resource.list() + "/" + id, Map.of(), reserve);
    ObjectNode record =
        answer.properties().stream()
            .filter(member -> KindCatalogue.named(member.getKey()).contains(kind))
            .map(Map.Entry::getValue)
            .filter(ObjectNode.class::isInstance)
            .map(ObjectNode.class::cast)
            .findFirst()
            .orElseThrow(() -> unbelievable("it has no " + kind.name()));
    if (!id.equals(idOf(kind, record))) {
      throw unbelievable("it is about another " + kind.name());
    }
    return record;
  }

  /** Up to 100 whole records in one call, by id. An id that Zoho does not have is left out. */
  public Map<String, ObjectNode> records(Kind kind, List<String> ids, int reserve)
      throws ZohoException, CallDeniedException, InterruptedException {
    ApiResource resource = resource(kind);
    ApiResource.Bulk bulk = resource.bulkList().orElseThrow();
    ObjectNode answer =
        get(
            resource,
            resource.product().base() + "/" + bulk.path(),
            Map.of(bulk.parameter(), String.join(",", ids)),
            reserve);
    Map<String, ObjectNode> records = new HashMap<>();
    for (ListRow row : rows(kind, list(kind, resource.path(), answer))) {
      records.put(row.id(), row.json());
    }
    records.keySet().retainAll(Set.copyOf(ids));
    return records;
  }

  /** A refusal names the scope of the list, which Zoho does not tell. */
  private ObjectNode get(ApiResource resource, String path, Map<String, String> query, int reserve)
      throws ZohoException, CallDeniedException, InterruptedException {
    try {
      return api.get(path, query, reserve);
    } catch (ZohoException e) {
      throw e.fault() instanceof ScopeMissing missing
          ? new ZohoException(missing.of(resource.scope()))
          : e;
    }
  }

  private static ApiResource resource(Kind kind) {
    return kind.apiResource()
        .orElseThrow(() -> new IllegalArgumentException("Zoho has no list of " + kind.name()));
  }

  /** The list in an answer, whose wrapper Zoho spells with and without underscores. */
  private static ArrayNode list(Kind kind, String path, ObjectNode answer) throws ZohoException {
    String name = bare(path.substring(path.lastIndexOf('/') + 1));
    Predicate<String> fits =
        wrapper -> bare(wrapper).equals(name) || KindCatalogue.named(wrapper).contains(kind);
    return answer.properties().stream()
        .filter(member -> fits.test(member.getKey()))
        .map(Map.Entry::getValue)
        .filter(ArrayNode.class::isInstance)
        .map(ArrayNode.class::cast)
        .findFirst()
        .orElseThrow(() -> unbelievable("it has no list of " + kind.name()));
  }

  private static String bare(String name) {
    return name.replace("_", "").toLowerCase(Locale.ROOT);
  }

  private static List<ListRow> rows(Kind kind, ArrayNode list) throws ZohoException {
    List<ListRow> rows = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (JsonNode each : list) {
      String id = each instanceof ObjectNode row ? idOf(kind, row) : null;
      if (id == null || !ids.add(id)) {
        throw unbelievable("a row has no id of its own");
      }
      rows.add(new ListRow(id, modified((ObjectNode) each), (ObjectNode) each));
    }
    return rows;
  }

  private static @Nullable String idOf(Kind kind, ObjectNode record) {
    for (String key : kind.idKeys()) {
      JsonNode value = record.path(key);
      String digits = Json.wholeDigits(value);
      String id = value.isString() ? value.stringValue().strip() : digits;
      if (id != null && ApiResource.isId(id)) {
        return id;
      }
    }
    return null;
  }

  private static Optional<Instant> modified(ObjectNode row) {
    for (String member : List.of(KindCatalogue.MODIFIED, KindCatalogue.UPDATED)) {
      JsonNode value = row.path(member);
      if (value.isString()) {
        Optional<Instant> time = ZohoTime.parse(value.stringValue());
        if (time.isPresent()) {
          return time;
        }
      }
    }
    return Optional.empty();
  }

  /** Zoho's published examples have the context as a list of one. */
  private static JsonNode context(ObjectNode answer) {
    JsonNode context = answer.path(CONTEXT);
    return context.isArray() && context.size() == 1 ? context.get(0) : context;
  }

  /** Some lists of settings have no context and one page. */
  private static boolean hasMore(ApiResource resource, JsonNode context, int page)
      throws ZohoException {
    if (!context.isObject()) {
      if (resource.rowIsRecord() && page == 1) {
        return false;
      }
      throw unbelievable("it has no " + CONTEXT);
    }
    if (context.path("page").asInt(-1) != page) {
      throw unbelievable("it is not page %d".formatted(page));
    }
    if (!context.path("has_more_page").isBoolean()) {
      throw unbelievable("it does not say whether there is more");
    }
    return context.path("has_more_page").booleanValue();
  }

  /** An unknown sort is ignored with HTTP 200, so the echo and the rows must both have it. */
  private static boolean isSorted(ListOrder order, JsonNode context, List<ListRow> rows) {
    return context.path("sort_column").asString("").equals(order.column())
        && context.path("sort_order").asString("").equals("D")
        && isDescending(order, rows);
  }

  private static boolean isDescending(ListOrder order, List<ListRow> rows) {
    Instant before = Instant.MAX;
    for (ListRow row : rows) {
      JsonNode value = row.json().path(order.column());
      Optional<Instant> time =
          value.isString() ? ZohoTime.parse(value.stringValue()) : Optional.empty();
      if (time.isEmpty() || time.get().isAfter(before)) {
        return false;
      }
      before = time.get();
    }
    return true;
  }

  private static ZohoException unbelievable(String what) {
    return new ZohoException(new Unbelievable(what));
  }
}
