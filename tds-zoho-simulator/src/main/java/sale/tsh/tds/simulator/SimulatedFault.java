package sale.tsh.tds.simulator;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import sale.tsh.tds.simulator.SimulatedAnswer.Sending;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Something that is wrong with an answer. A fault of lists waits for the answer of a list. */
public final class SimulatedFault {

  private static final String HTML = "<html><body><h1>Service Unavailable</h1></body></html>";

  private final String name;
  private final Predicate<SimulatedAnswer> fits;
  private final UnaryOperator<SimulatedAnswer> change;

  private SimulatedFault(
      String name, Predicate<SimulatedAnswer> fits, UnaryOperator<SimulatedAnswer> change) {
    this.name = name;
    this.fits = fits;
    this.change = change;
  }

  // Faults of any answer.

  /** An error in Zoho's envelope. The status may be 200 too. */
  public static SimulatedFault error(int status, int code, String message) {
    return any("error", answer -> SimulatedAnswer.error(status, code, message));
  }

  /** Zoho's trouble: 500 with code 1000. */
  public static SimulatedFault internalError() {
    return any("internal_error", answer -> SimulatedAnswer.error(500, 1000, "Internal Error"));
  }

  /** A token that is dead, or lacks the scope: 401 with code 57. */
  public static SimulatedFault unauthorised() {
    return any("unauthorised", answer -> SimulatedApi.unauthorised());
  }

  /** The limit of a minute was passed: 429 with code 44. */
  public static SimulatedFault minuteSpent() {
    return any("minute_spent", answer -> SimulatedLimits.blocked());
  }

  /** The limit of the day is spent: 429 with code 45. */
  public static SimulatedFault daySpent() {
    return any("day_spent", answer -> SimulatedLimits.daySpent(1_000));
  }

  /** Too many calls are in process: 429 with code 1070. */
  public static SimulatedFault tooManyAtOnce() {
    return any("too_many_at_once", answer -> SimulatedLimits.tooManyAtOnce());
  }

  /** A refused token, such as {@code invalid_code}, with the status of success. */
  public static SimulatedFault tokenRefused(String error) {
    return any("token_refused", answer -> SimulatedTokens.refused(error));
  }

  /** Too many tokens were asked for: 400 with Access Denied. */
  public static SimulatedFault tokenThrottled() {
    return any("token_throttled", answer -> SimulatedTokens.throttled());
  }

  /** A page of HTML with status 503. */
  public static SimulatedFault htmlPage() {
    return any("html_page", answer -> answer.withText(503, HTML));
  }

  /** Half of the JSON, with the length of that half. */
  public static SimulatedFault cutJson() {
    return any("cut_json", SimulatedFault::cut);
  }

  /** The connection is closed without an answer. */
  public static SimulatedFault noAnswer() {
    return any("no_answer", answer -> answer.sent(Sending.NEVER, Duration.ZERO));
  }

  /** The connection is closed in the middle of the body. */
  public static SimulatedFault brokenConnection() {
    return any("broken_connection", answer -> answer.sent(Sending.HALF, Duration.ZERO));
  }

  /** The body comes in small pieces, with a pause before each. */
  public static SimulatedFault slowBody(Duration pause) {
    return any("slow_body", answer -> answer.sent(Sending.SLOWLY, pause));
  }

  /** Another answer altogether, such as one that Zoho publishes. */
  public static SimulatedFault another(int status, String body) {
    return any("another", answer -> answer.withText(status, body));
  }

  /** A member of the answer has another name, such as the other spelling of a wrapper. */
  public static SimulatedFault renamed(String member, String other) {
    return new SimulatedFault(
        "renamed",
        answer -> answer.json().has(member),
        answer -> answer.withJson(rename(answer.json(), member, other)));
  }

  // Faults of lists.

  /** A list without rows, and with success. */
  public static SimulatedFault emptyList() {
    return ofRows("empty_list", ArrayNode::removeAll);
  }

  /** A list without {@code page_context}. */
  public static SimulatedFault withoutPageContext() {
    return ofContext("without_page_context", json -> json.remove("page_context"));
  }

  /** A list that claims another sort than it has. */
  public static SimulatedFault claimedSort(String column, String order) {
    return ofContext(
        "claimed_sort",
        json ->
            ((ObjectNode) json.get("page_context"))
                .put("sort_column", column)
                .put("sort_order", order));
  }

  /** A list that claims to have one more page. */
  public static SimulatedFault claimedNextPage() {
    return ofContext(
        "claimed_next_page",
        json -> ((ObjectNode) json.get("page_context")).put("has_more_page", true));
  }

  /** Rows whose time of modification is missing. */
  public static SimulatedFault rowsWithoutTime() {
    return ofEachRow("rows_without_time", row -> row.remove(SimulatedKind.MODIFIED));
  }

  /** Rows whose time of modification is blank. */
  public static SimulatedFault rowsWithBlankTime() {
    return ofEachRow("rows_with_blank_time", row -> row.put(SimulatedKind.MODIFIED, " "));
  }

  /** A list whose first row comes twice. */
  public static SimulatedFault repeatedRow() {
    return ofRows(
        "repeated_row",
        rows -> {
          if (!rows.isEmpty()) {
            rows.add(rows.get(0).deepCopy());
          }
        });
  }

  // Faults of single records.

  /** A single record without a time of modification. */
  public static SimulatedFault recordWithoutTime() {
    return ofRecord(
        "record_without_time",
        record -> {
          record.remove(SimulatedKind.MODIFIED);
          record.remove("updated_time");
        });
  }

  /** A single record with {@code updated_time} instead of {@code last_modified_time}. */
  public static SimulatedFault recordWithUpdatedTime() {
    return ofRecord(
        "record_with_updated_time",
        record -> {
          if (record.has(SimulatedKind.MODIFIED)) {
            record.set("updated_time", record.remove(SimulatedKind.MODIFIED));
          }
        });
  }

  /** Returns the faults that need no further value, by their names. */
  static Map<String, SimulatedFault> byName() {
    Map<String, SimulatedFault> faults = new TreeMap<>();
    for (SimulatedFault fault :
        new SimulatedFault[] {
          internalError(),
          unauthorised(),
          minuteSpent(),
          daySpent(),
          tooManyAtOnce(),
          tokenThrottled(),
          htmlPage(),
          cutJson(),
          noAnswer(),
          brokenConnection(),
          slowBody(Duration.ofMillis(200)),
          emptyList(),
          withoutPageContext(),
          claimedNextPage(),
          rowsWithoutTime(),
          rowsWithBlankTime(),
          repeatedRow(),
          recordWithoutTime(),
          recordWithUpdatedTime()
        }) {
      faults.put(fault.name, fault);
    }
    return faults;
  }

  boolean fits(SimulatedAnswer answer) {
    return fits.test(answer);
  }

  SimulatedAnswer change(SimulatedAnswer answer) {
    return change.apply(answer);
  }

  @Override
  public String toString() {
    return name;
  }

  private static SimulatedFault any(String name, UnaryOperator<SimulatedAnswer> change) {
    return new SimulatedFault(name, answer -> true, change);
  }

  private static SimulatedFault ofRows(String name, Consumer<ArrayNode> change) {
    return new SimulatedFault(
        name,
        answer -> answer.isSuccess() && answer.rows().isPresent(),
        answer -> {
          SimulatedAnswer changed = copy(answer);
          changed.rows().ifPresent(change);
          return changed;
        });
  }

  private static SimulatedFault ofEachRow(String name, Consumer<ObjectNode> change) {
    return ofRows(name, rows -> rows.forEach(row -> change.accept((ObjectNode) row)));
  }

  private static SimulatedFault ofContext(String name, Consumer<ObjectNode> change) {
    return new SimulatedFault(
        name,
        answer -> answer.isSuccess() && answer.json().has("page_context"),
        answer -> {
          SimulatedAnswer changed = copy(answer);
          change.accept(changed.json());
          return changed;
        });
  }

  private static SimulatedFault ofRecord(String name, Consumer<ObjectNode> change) {
    return new SimulatedFault(
        name,
        answer -> answer.isSuccess() && answer.wrapper().isPresent() && answer.rows().isEmpty(),
        answer -> {
          SimulatedAnswer changed = copy(answer);
          changed.wrapper().ifPresent(each -> change.accept((ObjectNode) changed.json().get(each)));
          return changed;
        });
  }

  private static SimulatedAnswer copy(SimulatedAnswer answer) {
    return answer.withJson(answer.json().deepCopy());
  }

  private static SimulatedAnswer cut(SimulatedAnswer answer) {
    String whole = answer.json().toString();
    return answer.withText(answer.status(), whole.substring(0, whole.length() / 2));
  }

  /** Keeps the order of the members. */
  private static ObjectNode rename(ObjectNode json, String member, String other) {
    ObjectNode renamed = json.objectNode();
    json.forEachEntry((name, value) -> renamed.set(name.equals(member) ? other : name, value));
    return renamed;
  }
}
