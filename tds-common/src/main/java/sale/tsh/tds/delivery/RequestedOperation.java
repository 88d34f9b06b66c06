package sale.tsh.tds.delivery;

import static sale.tsh.tds.refusal.RefusalCause.UNKNOWN_OPERATION;

import java.util.Optional;
import sale.tsh.tds.delivery.Parameters.NameAndValue;
import sale.tsh.tds.kind.RecordOperation;
import sale.tsh.tds.refusal.Excerpt;
import sale.tsh.tds.refusal.RefusedException;

/** The operation that a call requests by {@code op} or by the method {@code DELETE}. */
final class RequestedOperation {

  private static final String OP = "op";

  private RequestedOperation() {}

  /**
   * The operation, empty if the call requests none. {@code op} counts in the query string and in a
   * form alike, because Zoho's signature does not distinguish the two.
   */
  static Optional<RecordOperation> of(Delivery delivery, Parameters query) {
    Optional<RecordOperation> byParameter =
        inParameters(query)
            .or(() -> FormBody.in(delivery).flatMap(RequestedOperation::inParameters));
    if (!delivery.method().equals("DELETE")) {
      return byParameter;
    }
    if (byParameter.filter(operation -> operation != RecordOperation.DELETED).isPresent()) {
      throw new RefusedException(
          UNKNOWN_OPERATION,
          "Expected one operation, found %s in ?op and the method DELETE"
              .formatted(byParameter.get().past()));
    }
    return Optional.of(RecordOperation.DELETED);
  }

  /** Whether a parameter of this name requests an operation. */
  static boolean isParameter(String name) {
    return name.equalsIgnoreCase(OP);
  }

  private static Optional<RecordOperation> inParameters(Parameters parameters) {
    return parameters
        .first(OP)
        .map(NameAndValue::value)
        .filter(text -> !text.isBlank())
        .map(word ->
            RecordOperation.of(word)
                .orElseThrow(() ->
                    new RefusedException(
                        UNKNOWN_OPERATION,
                        "Expected create, update or delete in ?op, found " + Excerpt.of(word))));
  }
}
