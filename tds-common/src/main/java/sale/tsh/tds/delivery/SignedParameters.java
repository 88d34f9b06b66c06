package sale.tsh.tds.delivery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sale.tsh.tds.delivery.Parameters.NameAndValue;
import sale.tsh.tds.delivery.record.Envelope;
import sale.tsh.tds.delivery.record.JsonText;
import sale.tsh.tds.delivery.record.NestedObject;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.kind.RecordOperation;
import sale.tsh.tds.refusal.RefusedException;

/**
 * The parameters of a query string and of a form as Zoho signs them: sorted by name, with name and
 * value joined without separators. Other pairs may give the same text, so one signature could fit a
 * delivery with another meaning. {@link #ambiguity} finds parameters that can be read in two ways.
 *
 * @param query the parameters of the query string
 * @param form the fields of the form, empty if the body is no form
 * @param bodyFollows whether a body with content is signed after the parameters
 * @param kinds the kinds that the path names
 */
public record SignedParameters(
    Parameters query, Parameters form, boolean bodyFollows, List<Kind> kinds) {

  private static final Pattern HIDDEN_OPERATION =
      Pattern.compile("op(created?|updated?|deleted?)", Pattern.CASE_INSENSITIVE);

  private static final String NAMELESS = "a parameter has no name";

  /** The members that are read beside a record. */
  private static final Set<String> ENVELOPE_NAMES =
      Set.of(
          Envelope.ENTITY_TYPE,
          Envelope.ENTITY_ID,
          Envelope.EVENT_TYPE,
          Envelope.EVENT,
          "event_id");

  private static final Set<String> RECORD_NAMES =
      Stream.concat(QueryFields.recordMembers().stream(), ENVELOPE_NAMES.stream())
          .filter(name -> !name.equals(Envelope.EVENT) && !name.equals("event_id"))
          .collect(Collectors.toUnmodifiableSet());

  public SignedParameters {
    kinds = List.copyOf(kinds);
  }

  /** The signed text, in which the pairs are sorted by name and joined without separators. */
  public String text() {
    return sorted().stream().map(pair -> pair.name() + pair.value()).collect(Collectors.joining());
  }

  /** Why a delivery with another meaning could have this signature. Empty if none could. */
  public Optional<String> ambiguity() {
    if (!query.complete() || !form.complete()) {
      return Optional.of("there are more than %d parameters".formatted(Parameters.MAX_COUNT));
    }
    List<NameAndValue> pairs = sorted();
    Optional<NameAndValue> recordField =
        pairs.stream().filter(SignedParameters::hasBrace).findFirst();
    if (recordField.isPresent()) {
      boolean hasBody = bodyFollows || !form.all().isEmpty();
      return hasBody && query.all().stream().anyMatch(SignedParameters::hasBrace)
          ? Optional.of("the query string holds JSON beside a body")
          : ambiguityOfRecord(pairs, recordField.get())
              .or(() -> ambiguityBesideRecord(pairs, recordField.get()));
    }
    Set<String> words = recordNames();
    return ambiguityOf(pairs, bodyFollows ? Set.of() : words).or(() -> ambiguityOfPlace(words));
  }

  /** The first brace of the signed text must begin the record, right after the field's name. */
  private static Optional<String> ambiguityOfRecord(
      List<NameAndValue> pairs, NameAndValue recordField) {
    boolean nameless = JsonText.startsObject(recordField.name()) && recordField.value().isEmpty();
    if (recordField.name().isEmpty()) {
      return Optional.of(NAMELESS);
    }
    if (!nameless
        && (recordField.name().contains("{") || !JsonText.startsObject(recordField.value()))) {
      return Optional.of("a JSON object begins inside a parameter");
    }
    if (!isObject(nameless ? recordField.name() : recordField.value())) {
      return Optional.of("a JSON object does not end in the parameter it begins in");
    }
    String before =
        pairs.subList(0, pairs.indexOf(recordField)).stream()
                .map(pair -> pair.name() + pair.value())
                .collect(Collectors.joining())
            + (nameless ? "" : recordField.name());
    String name = nameless ? "" : recordField.name().strip();
    return longestNameAtEnd(before).filter(longest -> !longest.equalsIgnoreCase(name)).isEmpty()
        ? Optional.empty()
        : Optional.of("the name before the JSON object can be read in two ways");
  }

  private static boolean isObject(String text) {
    try {
      return new JsonText("the parameter", text).object().isObject();
    } catch (RefusedException refusal) {
      return false;
    }
  }

  private Optional<String> ambiguityBesideRecord(
      List<NameAndValue> pairs, NameAndValue recordField) {
    int at = pairs.indexOf(recordField);
    List<NameAndValue> read = form.all().isEmpty() ? query.all() : form.all();
    Set<String> words =
        FormBody.recordField(read, kinds).isPresent() ? ENVELOPE_NAMES : recordNames();
    return ambiguityOf(pairs.subList(0, at), words)
        .or(() -> ambiguityOf(pairs.subList(at + 1, pairs.size()), words))
        .or(() -> ambiguityOfPlace(words));
  }

  /** The members that are read of a record without a record field. */
  private Set<String> recordNames() {
    List<NameAndValue> read = form.all().isEmpty() ? query.all() : form.all();
    return FormBody.otherKinds(read, kinds).stream()
        .findFirst()
        .map(kind ->
            Stream.concat(RECORD_NAMES.stream(), kind.members().stream())
                .collect(Collectors.toUnmodifiableSet()))
        .orElse(RECORD_NAMES);
  }

  /** A pair has the same signature in the query string and in the form, but is read differently. */
  private Optional<String> ambiguityOfPlace(Set<String> words) {
    return form.all().isEmpty()
        ? Optional.empty()
        : query.all().stream()
            .map(NameAndValue::name)
            .filter(words::contains)
            .findFirst()
            .map(name -> "%s is in the query string beside a form".formatted(name));
  }

  /** A known name must not be readable inside a pair, where the pair's own name is another. */
  private static Optional<String> ambiguityOf(List<NameAndValue> pairs, Set<String> words) {
    StringBuilder text = new StringBuilder();
    List<int[]> names = new ArrayList<>();
    for (NameAndValue pair : pairs) {
      if (pair.name().isEmpty()) {
        return Optional.of(NAMELESS);
      }
      boolean operation =
          RequestedOperation.isParameter(pair.name())
              && RecordOperation.of(pair.value()).isPresent();
      if (operation || words.contains(pair.name())) {
        int length = pair.name().length() + (operation ? pair.value().length() : 0);
        names.add(new int[] {text.length(), text.length() + length});
      }
      text.append(pair.name()).append(pair.value());
    }
    Matcher operation = HIDDEN_OPERATION.matcher(text);
    for (int from = 0; operation.find(from); from = operation.start() + 1) {
      int at = operation.start();
      if (names.stream().noneMatch(name -> name[0] == at)) {
        return Optional.of("an operation can be read inside a parameter");
      }
    }
    return words.stream()
        .filter(word -> isHidden(word, text, names))
        .max(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
        .map("%s can be read inside a parameter"::formatted);
  }

  private static boolean isHidden(String word, StringBuilder text, List<int[]> names) {
    for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      int start = at;
      int end = at + word.length();
      if (names.stream().noneMatch(name -> name[0] <= start && end <= name[1])) {
        return true;
      }
    }
    return false;
  }

  private static Optional<String> longestNameAtEnd(String text) {
    int from = Math.max(0, text.length() - 40);
    return Stream.iterate(from, start -> start < text.length(), start -> start + 1)
        .map(text::substring)
        .filter(name -> NestedObject.isContainerName(name) || !KindCatalogue.named(name).isEmpty())
        .findFirst();
  }

  private static boolean hasBrace(NameAndValue pair) {
    return pair.name().contains("{") || pair.value().contains("{");
  }

  private List<NameAndValue> sorted() {
    return Stream.concat(query.all().stream(), form.all().stream())
        .sorted(Comparator.comparing(NameAndValue::name))
        .toList();
  }
}
