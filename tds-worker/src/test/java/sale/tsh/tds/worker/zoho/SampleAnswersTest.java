package sale.tsh.tds.worker.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.simulator.SimulatedFault;
import tools.jackson.databind.JsonNode;

/**
 * Reads the answers of Zoho's API in the folder {@code api-answers} of {@code TDS_SAMPLES}. Zoho's
 * published examples are not all as its live answers are, and such ones are not believed.
 */
@EnabledIfEnvironmentVariable(
    named = "TDS_SAMPLES",
    matches = ".+",
    disabledReason = "TDS_SAMPLES names no folder of samples")
class SampleAnswersTest extends WithOrganization {

  private static final String LIST = "-list.json";
  private static final String RECORD = "-get.json";

  /** One has its rows as an object, the others have no context or one without an end. */
  private static final Set<String> UNBELIEVABLE_LISTS =
      Set.of(
          "credit_notes",
          "customer_payments",
          "expenses",
          "purchase_orders",
          "sales_orders",
          "vendor_credits",
          "vendor_payments");

  /** Zoho's live rows of items have a time. */
  private static final Set<String> UNTIMED_LISTS = Set.of("items", "users");

  /** It has the record as a list. */
  private static final String UNBELIEVABLE_RECORD = "sales_orders";

  private static final Map<String, Class<? extends ZohoFault>> FAULTS =
      Map.ofEntries(
          Map.entry("api-1000-internal.json", ZohoFault.Unavailable.class),
          Map.entry("api-1002-missing.json", ZohoFault.Gone.class),
          Map.entry("api-1070-concurrent.json", ZohoFault.TooManyAtOnce.class),
          Map.entry("api-14-bad-token.json", ZohoFault.ScopeMissing.class),
          Map.entry("api-2-invalid-value.json", ZohoFault.CallRejected.class),
          Map.entry("api-44-minute.json", ZohoFault.MinuteLimit.class),
          Map.entry("api-45-day.json", ZohoFault.DayLimit.class),
          Map.entry("api-5-invalid-url.json", ZohoFault.CallRejected.class),
          Map.entry("api-57-unauthorised.json", ZohoFault.ScopeMissing.class),
          Map.entry("api-6041-wrong-org.json", ZohoFault.WrongOrganization.class),
          Map.entry("token-invalid-client.json", ZohoFault.TokenRefused.class),
          Map.entry("token-invalid-code.json", ZohoFault.TokenRefused.class),
          Map.entry("token-throttled.json", ZohoFault.TokenThrottled.class));

  private static final String GIVEN_TOKEN = "token-ok.json";

  private ZohoRecords records;

  @BeforeEach
  void callZoho() {
    records = new ZohoRecords(client());
  }

  private static Path folder() {
    return Path.of(Objects.requireNonNull(System.getenv("TDS_SAMPLES")), "api-answers");
  }

  private static List<String> files(Path folder, String end) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(end) && !name.startsWith("organizations"))
          .sorted()
          .toList();
    }
  }

  static List<String> lists() throws IOException {
    return files(folder(), LIST);
  }

  static List<String> singleRecords() throws IOException {
    return files(folder(), RECORD);
  }

  static List<String> errors() throws IOException {
    List<String> errors = files(folder().resolve("errors"), ".json");
    return errors.stream().filter(name -> !name.equals(GIVEN_TOKEN)).toList();
  }

  /** Answers the next two calls, since a refused token is renewed once. */
  private void answers(String path, int status, String body) {
    organization.zoho().fail(2, path, SimulatedFault.another(status, body));
  }

  private void answersWith(String file) throws IOException {
    String body = Files.readString(folder().resolve(file));
    for (String product : List.of("/books/", "/inventory/")) {
      answers(product, 200, body);
    }
  }

  private static Kind kind(String plural) {
    return KindCatalogue.kindOf(plural.replaceFirst("s$", ""));
  }

  private static void assertFault(ThrowingCallable call, Class<? extends ZohoFault> fault) {
    assertThatThrownBy(call)
        .asInstanceOf(type(ZohoException.class))
        .extracting(ZohoException::fault)
        .isInstanceOf(fault);
  }

  @ParameterizedTest
  @MethodSource("lists")
  void listsAreRead(String file) throws Exception {
    answersWith(file);
    String name = file.replace(LIST, "");
    if (name.equals("itemdetails")) {
      assertThat(records.records(kind("items"), List.of("45667789900"), 0)).hasSize(1);
    } else if (UNBELIEVABLE_LISTS.contains(name)) {
      assertFault(() -> page(name), ZohoFault.Unbelievable.class);
    } else {
      ListedPage page = page(name);
      assertThat(page.hasMore()).isFalse();
      assertThat(page.rows()).hasSize(1);
      assertThat(page.rows().getFirst().modified().isPresent())
          .as("%s with a time", name)
          .isNotEqualTo(UNTIMED_LISTS.contains(name));
    }
  }

  private ListedPage page(String name) throws Exception {
    return records.page(kind(name), Optional.empty(), 1, 0);
  }

  @ParameterizedTest
  @MethodSource("singleRecords")
  void recordsAreRead(String file) throws Exception {
    answersWith(file);
    Kind kind = kind(file.replace(RECORD, ""));
    JsonNode published = onlyContent(Json.parse(Files.readString(folder().resolve(file))));
    String id = published.path(kind.key()).asString("1");
    if (file.equals(UNBELIEVABLE_RECORD + RECORD)) {
      assertFault(() -> records.record(kind, id, 0), ZohoFault.Unbelievable.class);
    } else {
      assertThat(records.record(kind, id, 0)).isEqualTo(published);
    }
  }

  private static JsonNode onlyContent(JsonNode answer) {
    return answer.valueStream().filter(JsonNode::isContainer).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("errors")
  void errorsAreUnderstood(String file) throws Exception {
    answersWithError(file);
    assertFault(
        () -> records.record(kind("invoices"), "1", 0),
        Objects.requireNonNull(FAULTS.get(file), () -> file + " is new"));
  }

  private void answersWithError(String file) throws IOException {
    JsonNode error = Json.parse(Files.readString(folder().resolve("errors").resolve(file)));
    answers(
        file.startsWith("token-") ? "/oauth/" : "/books/",
        error.path("status").intValue(),
        error.path("body").toString());
  }

  @Test
  void aGivenTokenIsRead() throws Exception {
    answersWithError(GIVEN_TOKEN);
    AccessTokens tokens =
        new AccessTokens(
            worker.jdbc(),
            organization.settings(Map.of()),
            new HttpExchange(Duration.ofSeconds(30)),
            organization::now,
            "test");
    assertThat(tokens.get("")).isEqualTo("1000.EXAMPLE");
  }

  @Test
  void organizationsAreRead() throws Exception {
    answersWith("organizations-list.json");
    organization.check(Map.of("ZOHO_ORGANIZATION_ID", "10229182")).runIfDue();
    assertThat(worker.count("tds_pull_budgets where next_check_at is not null")).isEqualTo(1);
    answersWith("organizations-list.json");
    assertFault(
        () -> organization.check(Map.of("ZOHO_ORGANIZATION_ID", "7")).runIfDue(),
        ZohoFault.WrongOrganization.class);
  }
}
