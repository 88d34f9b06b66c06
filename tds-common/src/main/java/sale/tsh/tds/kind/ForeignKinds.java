package sale.tsh.tds.kind;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Zoho's kinds that have no table here. Their names and ids are enough to distinguish their records
 * from records of the catalogue, which they often refer to. Names and ids come from Books API v3
 * and Inventory API v1.
 */
public final class ForeignKinds {

  /** Kinds whose id occurs in no record of another kind. */
  private static final Map<String, String> NAME_BY_KEY =
      List.of(
              key("debit_note", "debit_note_id", "debitnote_id"),
              key("task", "task_id"),
              key("comment", "comment_id"),
              key("credit_note_refund", "creditnote_refund_id"),
              key("vendor_credit_refund", "vendor_credit_refund_id"),
              key("payment_refund", "payment_refund_id", "vendorpayment_refund_id"),
              key("custom_record", "module_record_id"))
          .stream()
          .flatMap(each -> each.keys().stream().map(key -> Map.entry(key, each.name())))
          .collect(toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  /** Kinds that only a name identifies, because their id is a reference in every record. */
  private static final Set<String> NAMED_ONLY = Set.of("organization");

  private static final Map<String, String> NAME_BY_SPELLING = names();

  private ForeignKinds() {}

  /** Whether a name means one of these kinds, such as {@code Debit Note}, {@code debitnotes}. */
  public static boolean isNamed(String name) {
    return nameOf(name).isPresent();
  }

  /**
   * The name of the kind that a name means, such as {@code sales_return} for {@code salesreturns}.
   */
  static Optional<String> nameOf(String name) {
    return Optional.ofNullable(NAME_BY_SPELLING.get(Spelling.bare(name)));
  }

  /** The members that hold the id of the kind with this name. None if Zoho has no such kind. */
  static List<String> keysOf(String name) {
    return NAME_BY_KEY.entrySet().stream()
        .filter(each -> each.getValue().equals(name))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** Kinds by an id that only their own records have. */
  public static Map<String, String> nameByKey() {
    return NAME_BY_KEY;
  }

  private static Map<String, String> names() {
    return Stream.of(NAME_BY_KEY.values(), NAMED_ONLY)
        .flatMap(Collection::stream)
        .distinct()
        .sorted()
        .collect(toUnmodifiableMap(Spelling::bare, name -> name, (first, second) -> first));
  }

  private static KeyedKind key(String name, String... keys) {
    return new KeyedKind(name, List.of(keys));
  }

  private record KeyedKind(String name, List<String> keys) {}
}
