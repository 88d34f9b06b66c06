package sale.tsh.tds.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static sale.tsh.tds.delivery.Parsing.FORM;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sale.tsh.tds.delivery.record.KindResolver;

/** Zoho's signature does not tell where a name or a value ends. */
class SignedParametersTest {

  private static final Parameters NONE = Parameters.ofQuery("");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "JSONString=%7B%22contact_id%22%3A%225%22%2C%22notes%22%3A%22op+deleted%2C+entity_type%22%7D",
        "contact=%7B%22contact_id%22%3A%225%22%7D",
        "%7B%22contact_id%22%3A%225%22%7D",
        "whatever=%7B%22contact_id%22%3A%225%22%7D",
        "JSONString=%7B%7D&event_type=contact.updated&organization_id=7&shop=Erbil",
        "contact_id=5&contact_name=Ali&cf_region=north",
      })
  void acceptsParametersWithOneMeaning(String form) {
    assertThat(of("op=update", form).ambiguity()).isEmpty();
    assertThat(of("", form).ambiguity()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          -                  | JSONStri=ng%7B%22contact_id%22%3A%225%22%7D     | a JSON object begins inside a parameter
          -                  | JSONString%7B%22a=%22%3A1%7D                    | a JSON object begins inside a parameter
          -                  | %3D=1&=%7B%22contact_id%22%3A%225%22%7D         | a parameter has no name
          -                  | customer=&payment=%7B%22payment_id%22%3A%225%22%7D | the name before the JSON object can be read in two ways
          o=pdelete          | JSONString=%7B%22contact_id%22%3A%225%22%7D     | an operation can be read inside a parameter
          opdelete           | JSONString=%7B%22contact_id%22%3A%225%22%7D     | an operation can be read inside a parameter
          -                  | abc=%7B%22&contact_id=%22%3A%225%22%7D          | a JSON object does not end in the parameter it begins in
          contact=%7B%22     | id=%22%3A%225%22%7D                             | the query string holds JSON beside a body
          -                  | JSONString=%7B%7D&entity_typ=eitem              | entity_type can be read inside a parameter
          -                  | JSONString=%7B%7D&x=entity_iditem               | entity_id can be read inside a parameter
          entity_type=item   | JSONString=%7B%7D                               | entity_type is in the query string beside a form
          -                  | contact_id=5contact_nameAli                     | contact_name can be read inside a parameter
          contact_id=5       | contact_name=Ali                                | contact_id is in the query string beside a form
          """)
  void detectsParametersWithTwoMeanings(@Nullable String query, String form, String ambiguity) {
    assertThat(of(query == null ? "" : query, form).ambiguity()).contains(ambiguity);
  }

  /** A kind outside the catalogue has its own words, and its id makes a form flat. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          other/assembly_order | assembly_order_id=5&status=open&number=7                | -
          other/assembly_order | assembly_order_id=5&parts=%7B%22a%22%3A1%7D             | -
          zoho                 | assembly_order_id=5&entity_type=assembly_order&number=7 | -
          other/assembly_order | assembly_order_id=5number7                              | number can be read inside a parameter
          other/assembly_order | a=assembly_order_id5                                    | assembly_order_id can be read inside a parameter
          other/assembly_order | assembly_order_id=5number7&parts=%7B%22a%22%3A1%7D      | number can be read inside a parameter
          zoho                 | assembly_order_id=5&entity_type=assembly_ordernumber7   | number can be read inside a parameter
          contacts             | contact_id=5number7                                     | -
          """)
  void knowsTheWordsOfAKindOutsideTheCatalogue(
      String path, String form, @Nullable String ambiguity) {
    assertThat(of(path, "", form).ambiguity()).isEqualTo(Optional.ofNullable(ambiguity));
  }

  @Test
  void detectsTooManyParameters() {
    assertThat(of("", "&=".repeat(1_001) + "&contact=%7B%7D").ambiguity())
        .contains("there are more than 1000 parameters");
  }

  @Test
  void detectsJsonInTheQueryStringBesideABody() {
    assertThat(
            new SignedParameters(Parameters.ofQuery("a=%7B%22b%22"), NONE, true, List.of())
                .ambiguity())
        .contains("the query string holds JSON beside a body");
  }

  /** Cuts signed bytes at random into names and values. All unambiguous results read the same. */
  @Test
  void givesOneMeaningToOneSignature() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<String> signed =
        List.of(
            "JSONString{\"contact_id\":\"5\",\"notes\":\"x JSONString{\\\"contact_id\\\":\\\"6\\\"}z\"}",
            "JSONString{\"contact_id\":\"5\"}event_typecontact.deleted",
            "contact{\"contact_id\":\"5\"}opdelete",
            "customerpayment{\"payment_id\":\"5\"}",
            "contact_id5contact_nameAlinotesstatus inactive",
            "abc{\"contact_id\":\"5\",\"id\":\"7\"}",
            "contact_id5opdelete",
            "entity_id5entity_typeitemopdelete");
    for (String text : signed) {
      Map<String, String> meanings = new HashMap<>();
      for (int i = 0; i < 20_000; i++) {
        List<String> pairs = cut(text, random);
        int inAddress = random.nextInt(4) == 0 ? random.nextInt(pairs.size() + 1) : 0;
        String query = String.join("&", pairs.subList(0, inAddress));
        String form = String.join("&", pairs.subList(inAddress, pairs.size()));
        SignedParameters parameters = of(query, form);
        if (parameters.text().equals(text) && parameters.ambiguity().isEmpty()) {
          ParsedDelivery parsed = DeliveryReader.read(new Delivery("zoho", query, FORM, form));
          ParsedDelivery atPath = DeliveryReader.read(new Delivery("contacts", query, FORM, form));
          if (parsed instanceof ParsedDelivery.Change || atPath instanceof ParsedDelivery.Change) {
            meanings.putIfAbsent(meaning(parsed) + " and " + meaning(atPath), query + " : " + form);
          }
        }
      }
      assertThat(meanings).as("of %s, seed %d", text, seed).hasSizeLessThanOrEqualTo(1);
    }
  }

  private static String meaning(ParsedDelivery parsed) {
    return parsed instanceof ParsedDelivery.Change change
        ? "%s %s %s".formatted(change.eventType(), change.recordId(), change.record())
        : "refused";
  }

  /** Pairs in the order of their names, which is the order of the signature. */
  private static List<String> cut(String text, Random random) {
    List<String> names = new ArrayList<>();
    List<String> pairs = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int name = at + random.nextInt(Math.min(20, text.length() - at) + 1);
      boolean last = random.nextInt(3) == 0;
      int value = last ? text.length() : name + random.nextInt(text.length() - name + 1);
      if (value == at) {
        continue;
      }
      names.add(text.substring(at, name));
      pairs.add(encoded(text.substring(at, name)) + "=" + encoded(text.substring(name, value)));
      at = value;
    }
    return names.stream().sorted(Comparator.naturalOrder()).toList().equals(names)
        ? pairs
        : List.of("=" + encoded(text));
  }

  private static SignedParameters of(String query, String form) {
    return of("contacts", query, form);
  }

  private static SignedParameters of(String path, String query, String form) {
    return new SignedParameters(
        Parameters.ofQuery(query),
        FormBody.in(new Delivery(path, query, FORM, form)).orElse(NONE),
        false,
        KindResolver.namedBy(path).stream().toList());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
