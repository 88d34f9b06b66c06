package sale.tsh.tds.simulator;

import static sale.tsh.tds.simulator.SimulatedKind.ALL;
import static sale.tsh.tds.simulator.SimulatedKind.CREATED;
import static sale.tsh.tds.simulator.SimulatedKind.MODIFIED;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.simulator.SimulatedKind.TimeFilter;
import sale.tsh.tds.simulator.SimulatedRecords.Stored;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Answers one page of a list: which records, in which order, and what the page says of itself. */
final class SimulatedList {

  private static final int MOST_ROWS = 200;
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  /** A parameter that Zoho refuses, with code 2. */
  static final class InvalidParameter extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String name;

    InvalidParameter(String name) {
      super(name);
      this.name = name;
    }

    SimulatedAnswer answer() {
      return SimulatedAnswer.error(400, 2, "Invalid value passed for " + name);
    }
  }

  private final SimulatedKind kind;
  private final SimulatedProduct product;
  private final Map<String, String> asked;

  SimulatedList(SimulatedKind kind, SimulatedProduct product, Map<String, String> asked) {
    this.kind = kind;
    this.product = product;
    this.asked = asked;
  }

  SimulatedAnswer answer(SimulatedRecords records, List<Stored> candidates) {
    int page = Math.max(1, number("page", 1));
    int perPage = Math.clamp(number("per_page", MOST_ROWS), 1, MOST_ROWS);
    String filter = filter();
    List<Stored> found =
        modifiedFilter(
                candidates.stream().filter(record -> isShown(record, filter)), records.zone())
            .sorted(order())
            .toList();
    int from = (int) Math.min(found.size(), (page - 1L) * perPage);
    if (page > 1 && kind.hasOverlappingPages()) {
      from = Math.max(0, from - 1);
    }
    int to = Math.min(found.size(), from + perPage);
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    found.subList(from, to).forEach(record -> rows.add(records.row(kind, record)));
    SimulatedAnswer answer = SimulatedAnswer.success(kind.listWrapper(), rows);
    if (kind.hasPageContext()) {
      answer.json().set("page_context", context(page, perPage, to < found.size(), filter));
    }
    return answer;
  }

  private ObjectNode context(int page, int perPage, boolean hasMore, String filter) {
    ObjectNode context = JsonNodeFactory.instance.objectNode();
    context.put("page", page).put("per_page", perPage).put("has_more_page", hasMore);
    context.put("report_name", kind.title() + "s").put("applied_filter", filter);
    context.putArray("custom_fields");
    context.put("sort_column", sortColumn()).put("sort_order", sortOrder());
    if (kind.claimsSort() && asked.containsKey("sort_column")) {
      context.put("sort_column", asked.get("sort_column"));
      context.put("sort_order", asked.getOrDefault("sort_order", "D"));
    }
    return context;
  }

  // Filters.

  /** The filter that is used. One that the kind does not know is ignored. */
  private String filter() {
    String wanted = asked.getOrDefault("filter_by", "");
    boolean isOfStatus = wanted.startsWith("Status.") && kind.allFilter().equals(ALL);
    String active = kind.activeFilter();
    if (isOfStatus || wanted.equals(kind.allFilter()) || wanted.equals(active)) {
      return wanted;
    }
    return active == null ? kind.allFilter() : active;
  }

  private boolean isShown(Stored record, String filter) {
    if (filter.equals(kind.allFilter())) {
      return true;
    }
    String wanted = filter.substring(filter.indexOf('.') + 1);
    JsonNode flag = record.content().path("is_active");
    String status =
        record.content().path("status").asString(flag.asBoolean(true) ? "active" : "inactive");
    return status.equalsIgnoreCase(wanted);
  }

  private Stream<Stored> modifiedFilter(Stream<Stored> found, ZoneId zone) {
    String text = asked.getOrDefault(MODIFIED, "");
    TimeFilter meaning = kind.timeFilter(product);
    if (text.isEmpty() || meaning == TimeFilter.IGNORED) {
      return found;
    }
    OffsetDateTime time = time(text);
    return found.filter(record ->
        kind.hasBlankTime(record.id()) || isChanged(record.modified(), meaning, time, zone));
  }

  private static boolean isChanged(
      Instant modified, TimeFilter meaning, OffsetDateTime time, ZoneId zone) {
    return switch (meaning) {
      case SINCE -> !modified.isBefore(time.toInstant());
      case AFTER -> modified.isAfter(time.toInstant());
      case EQUAL -> modified.equals(time.toInstant());
      case SHIFTED -> !modified.isBefore(time.toLocalDateTime().atZone(zone).toInstant());
      case IGNORED -> true;
    };
  }

  private static OffsetDateTime time(String text) {
    try {
      return OffsetDateTime.parse(text, SimulatedRecords.TIME);
    } catch (DateTimeParseException e) {
      throw new InvalidParameter(MODIFIED);
    }
  }

  private int number(String name, int otherwise) {
    String text = asked.getOrDefault(name, "");
    if (text.isEmpty()) {
      return otherwise;
    }
    if (!NUMBER.matcher(text).matches()) {
      throw new InvalidParameter(name);
    }
    return Integer.parseInt(text);
  }

  // Order.

  private boolean isSortHonoured() {
    return kind.canSort(product, asked.getOrDefault("sort_column", ""));
  }

  private String sortColumn() {
    return isSortHonoured() ? asked.getOrDefault("sort_column", "") : kind.defaultSort();
  }

  private String sortOrder() {
    String only = kind.onlyOrder();
    if (only != null) {
      return only;
    }
    String wanted = asked.getOrDefault("sort_order", "");
    if (isSortHonoured()) {
      return wanted.equals("A") ? "A" : "D";
    }
    return kind.defaultOrder();
  }

  private Comparator<Stored> order() {
    String column = sortColumn();
    Comparator<Stored> ascending =
        switch (column) {
          case MODIFIED -> Comparator.comparing(Stored::modified);
          case CREATED -> Comparator.comparing(Stored::created);
          default ->
              Comparator.comparing(
                  (Stored record) -> record.content().get(column), SimulatedList::compare);
        };
    Comparator<Stored> whole = ascending.thenComparing(Stored::id);
    return sortOrder().equals("A") ? whole : whole.reversed();
  }

  private static int compare(@Nullable JsonNode one, @Nullable JsonNode other) {
    if (one != null && other != null && one.isNumber() && other.isNumber()) {
      BigDecimal left = one.decimalValue();
      return left.compareTo(other.decimalValue());
    }
    return String.CASE_INSENSITIVE_ORDER.compare(text(one), text(other));
  }

  private static String text(@Nullable JsonNode value) {
    return value == null ? "" : value.asString("");
  }
}
