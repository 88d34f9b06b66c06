package sale.tsh.tds.delivery;

import java.util.Locale;
import java.util.Optional;

/** What happened to a record in Zoho. */
public enum Operation {
  CREATED("create"),
  UPDATED("update"),
  DELETED("delete");

  private final String verb;

  Operation(String verb) {
    this.verb = verb;
  }

  /** The word in an event type: {@code created}, {@code updated} or {@code deleted}. */
  public String past() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The operation a word means, {@code update} or {@code updated}, letter case aside. */
  public static Optional<Operation> of(String word) {
    String lower = word.strip().toLowerCase(Locale.ROOT);
    for (Operation operation : values()) {
      if (lower.equals(operation.verb) || lower.equals(operation.past())) {
        return Optional.of(operation);
      }
    }
    return Optional.empty();
  }
}
