package sale.tsh.tds.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sale.tsh.tds.delivery.Delivery;
import sale.tsh.tds.delivery.DeliveryReader;
import sale.tsh.tds.delivery.ParsedDelivery;
import sale.tsh.tds.testing.Checkout;
import sale.tsh.tds.testing.Markdown;

/** The deliveries that {@code docs/deliveries.md} opens are read as the page says. */
class DeliveriesDocumentTest {

  private static final String PAGE = Checkout.read("docs/deliveries.md");

  /** A call in a fence, and the kind, id and operation that the page states below. */
  private static final Pattern CALL =
      Pattern.compile(
          "(?s)```http\n(\\w+) /webhooks/([\\w-]+)(?:\\?(\\S+))?\n(?:Content-Type: (\\S+)\n)?\n"
              + "(.*?)```.*?Read as: `(\\w+)` `(\\w+)` `(\\w+)`");

  /** A class in the picture, in the table of words or in the tables of steps. */
  private static final Pattern CLASS = Pattern.compile("\\b(?:[A-Z][a-z]+){2,}\\b");

  static List<Call> calls() {
    return CALL.matcher(PAGE).results().map(Call::of).toList();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void readsTheDeliveryAsThePageSays(Call call) {
    assertThat(DeliveryReader.read(call.delivery()))
        .isInstanceOfSatisfying(
            ParsedDelivery.Change.class,
            change -> {
              assertThat(change.kind().name()).isEqualTo(call.kind());
              assertThat(change.recordId()).isEqualTo(call.id());
              assertThat(change.operation().past()).isEqualTo(call.operation());
            });
  }

  @Test
  void readsEveryDeliveryOnThePage() {
    assertThat(calls()).hasSize(PAGE.split("```http", -1).length - 1).hasSize(3);
  }

  @Test
  void namesClassesThatExist() {
    Stream<String> words =
        new Markdown(PAGE)
            .rows().stream().flatMap(List::stream).flatMap(cell -> Markdown.code(cell).stream());
    assertThat(Stream.concat(words, Stream.of(picture())).flatMap(DeliveriesDocumentTest::classes))
        .contains("RecordLocator", "KindResolver")
        .isSubsetOf(Checkout.classes());
  }

  private static String picture() {
    return PAGE.substring(PAGE.indexOf("```mermaid"), PAGE.indexOf("## The words"));
  }

  private static Stream<String> classes(String text) {
    return CLASS.matcher(text).results().map(MatchResult::group);
  }

  /** A delivery on the page, and what the page says about it. */
  record Call(Delivery delivery, String kind, String id, String operation) {

    static Call of(MatchResult call) {
      return new Call(
          new Delivery(
              call.group(1),
              call.group(2),
              orEmpty(call.group(3)),
              orEmpty(call.group(4)),
              call.group(5).strip()),
          call.group(6),
          call.group(7),
          call.group(8));
    }

    private static String orEmpty(@Nullable String text) {
      return text == null ? "" : text;
    }
  }
}
