package sale.tsh.tds.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static sale.tsh.tds.delivery.Parsing.summary;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The HTTP method can say what happened. */
class MethodTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          POST   | -         | {"contact_id":"5"}                             | contact.updated 5
          PUT    | -         | {"contact_id":"5"}                             | contact.updated 5
          DELETE | -         | {"contact_id":"5","contact_name":"A"}          | contact.deleted 5
          DELETE | op=delete | {"contact_id":"5"}                             | contact.deleted 5
          DELETE | contact_id=5 | -                                           | contact.deleted 5
          DELETE | op=update | {"contact_id":"5"}                             | unknown_operation
          DELETE | -         | {"event_type":"contact.updated","entity_id":"5"} | contact.deleted 5
          DELETE | -         | {"event_type":"contact.frobbed","contact_id":"5"} | contact.deleted 5
          POST   | -         | {"event_type":"contact.frobbed","contact_id":"5"} | unknown_operation
          DELETE | -         | -                                              | no_id
          """)
  void readsTheMethodDeleteAsADeletion(
      String method, @Nullable String query, @Nullable String body, String expected) {
    assertThat(
            summary(
                DeliveryReader.read(
                    new Delivery(
                        method,
                        "customers",
                        query == null ? "" : query,
                        Parsing.JSON,
                        body == null ? "" : body))))
        .isEqualTo(expected);
  }
}
