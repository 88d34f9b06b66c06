package sale.tsh.tds.kind;

import java.util.Locale;
import java.util.Optional;

/** What happened to a record in Zoho. */
public enum RecordOperation {
  CREATED("create"),
  UPDATED("update"),
  DELETED("delete");

  private final String verb;

  RecordOperation(String verb) {
    this.verb = verb;
  }

  /** The word in an event type, one of {@code created}, {@code updated} and {@code deleted}. */
  public String past() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The operation that a word means, such as {@code update} or {@code updated}, ignoring case. */
  public static Optional<RecordOperation> of(String word) {
    String lower = word.strip().toLowerCase(Locale.ROOT);
    for (RecordOperation operation : values()) {
      if (lower.equals(operation.verb) || lower.equals(operation.past())) {
        return Optional.of(operation);
      }
    }
    return Optional.empty();
  }
}
