package sale.tsh.tds.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.testing.TestDatabase;
import tools.jackson.databind.node.ObjectNode;

/** What a question finds, as PostgreSQL compares it with the words of a record. */
class RecordLabelTest {

  private static final TestDatabase database = TestDatabase.empty();

  @AfterAll
  static void stop() {
    database.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          INV-000123               ; INV-000123
          INV-000123               ; inv000123
          INV-000123               ; 000123
          INV-000123               ; INV 123
          INV-000123               ; ١٢٣
          2026/07-0042             ; 2026/07-0042
          ﺷﺮﻛﺔ ﺍﻟﻨﻮﺭ               ; شركة النور
          شركة النور للتجارة       ; نور
          شركة النور للتجارة       ; النور
          شركة نور                 ; النور
          شركة النور للتجارة       ; تجاره شركه
          مُحَمَّد إبراهيم           ; محمد ابراهيم
          محمـــد أحمد             ; محم احم
          موسى ئاوارە              ; موسي ياوار
          مسؤول                    ; مسوول
          Élodie Müller            ; elodie mull
          Kabel 20W                ; kabel 20
          """)
  void nameIsFoundByPartsOfItsWords(String name, String question) {
    assertThat(finds("contact", "{\"contact_name\": \"%s\"}".formatted(name), question)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          INV-000123       ; INV-000124
          INV-000123       ; 0012
          شركة النور       ; نورة
          شركة النور       ; شركة الامل
          Bowman           ; owman
          """)
  void nameIsNotFoundByOtherWords(String name, String question) {
    assertThat(finds("contact", "{\"contact_name\": \"%s\"}".formatted(name), question)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+964 770 123 4567",
        "009647701234567",
        "0770 123 4567",
        "٠٧٧٠١٢٣٤٥٦٧",
        "7701234567",
        "770 123",
        "(0)770-123-4567",
        "4567",
        "\u200e+964 770 1234567\u200f"
      })
  void telephoneIsFoundHoweverItIsWritten(String question) {
    for (String stored : new String[] {"+964 770 123 4567", "07701234567", "٠٧٧٠ ١٢٣ ٤٥٦٧"}) {
      assertThat(finds("contact", "{\"mobile\": \"%s\"}".formatted(stored), question))
          .as("%s by %s", stored, question)
          .isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"4815000000044208", "4815", "44208", "ali@example.com", "ALI@exam", "SKU-301"})
  void recordIsFoundByIdEmailAndStockNumber(String question) {
    assertThat(
            finds(
                question.startsWith("SKU") ? "item" : "contact",
                "{\"email\": \"Ali@Example.com\", \"sku\": \"SKU-301\"}",
                question))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          invoice      ; {"invoice_number": "INV-7", "customer_name": "Ali"}          ; INV-7 ; Ali
          contact      ; {"contact_name": " Ali ", "company_name": "Ali Ltd"}         ;       ; Ali
          item         ; {"name": "Cable", "vendor_name": "Ali"}                      ;       ; Cable
          item         ; {"item_name": "Cable"}                                       ;       ; Cable
          expense      ; {"reference_number": "", "vendor_name": "Ali"}               ;       ; Ali
          expense      ; {"account_name": "Rent", "description": "October"}           ;       ; Rent
          expense      ; {"description": "October"}                                   ;       ; October
          bill         ; {"bill_number": 17, "vendor_name": "Ali"}                    ; 17    ; Ali
          time_entry   ; {"log_date": "2026-11-01", "user_name": "Ali"}               ;       ; Ali
          widget       ; {"widget_number": "W-7"}                                     ;       ; W-7
          contact      ; {"contact_name": {"is": "odd"}}                              ;       ;
          """)
  void numberAndNameAreTakenFromTheKindsColumns(
      String kind, String record, @Nullable String number, @Nullable String name) {
    RecordLabel label = label(kind, record);
    assertThat(label.number()).isEqualTo(number);
    assertThat(label.name()).isEqualTo(name);
  }

  /** Whatever a sender writes, the words are a few plain ones. */
  @Test
  void wordsAreBoundedAndPlain() {
    String odd = "'a b':* | ~ \\ \uD800 \u0000 ﷺ ".repeat(300);
    RecordLabel label = label("contact", Json.forPostgres(node(odd)));
    assertThat(label.words().split(" ")).hasSizeLessThanOrEqualTo(60);
    assertThat(label.words()).matches("[\\p{L}0-9~ ]*");
    assertThat(label.name()).hasSizeLessThanOrEqualTo(200);
    assertThat(
            database
                .jdbc()
                .sql("select length(array_to_tsvector(string_to_array(:words, ' ')))")
                .param("words", label.words())
                .query(Integer.class)
                .single())
        .isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-", "'", "a", "و", ":* & !"})
  void questionWithoutAWordAsksNothing(String question) {
    assertThat(SearchQuery.of(question)).isEmpty();
  }

  private static ObjectNode node(String name) {
    return ((ObjectNode) Json.parse("{}")).put("contact_name", name);
  }

  private static boolean finds(String kind, String record, String question) {
    SearchQuery query = SearchQuery.of(question).orElseThrow();
    return database
        .jdbc()
        .sql("select array_to_tsvector(string_to_array(:words, ' ')) @@ :query::tsquery")
        .param("words", label(kind, record).words())
        .param("query", query.partial())
        .query(Boolean.class)
        .single();
  }

  private static RecordLabel label(String kind, String record) {
    return RecordLabel.of(
        KindCatalogue.kindOf(kind), "4815000000044208", (ObjectNode) Json.parse(record));
  }
}
