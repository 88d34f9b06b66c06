package sale.tsh.tds.delivery.record;

import static sale.tsh.tds.refusal.RefusalCause.UNKNOWN_OPERATION;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sale.tsh.tds.kind.ForeignKinds;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.kind.OtherKinds;
import sale.tsh.tds.kind.RecordOperation;
import sale.tsh.tds.refusal.Excerpt;
import sale.tsh.tds.refusal.RefusedException;

/**
 * The event type of an envelope, in any spelling. Examples are {@code update}, {@code
 * item.updated}, {@code customer_deleted} and {@code SalesOrderCreated}.
 *
 * @param text the text as received
 * @param certain whether the member's name says that the text is an event type. Then an unknown
 *     word counts as an unknown verb. The member {@code event} may hold any text.
 */
public record EventType(String text, boolean certain) {

  private static final int LONGEST = 200;
  private static final Pattern BETWEEN_WORDS =
      Pattern.compile("[^\\p{L}\\p{N}]+|(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})");
  private static final Pattern VERSION = Pattern.compile("v\\d+");

  private static final Set<String> DELETING =
      words("delete deleted deletion remove removed trash trashed destroy destroyed purge purged");
  private static final Set<String> CREATING =
      words("create created creation add added insert inserted new");
  private static final Set<String> UPDATING =
      words("update updated edit edited modify modified change changed save saved upsert upserted");

  /** Verbs that do not delete a record. The times in the record tell whether it is new. */
  private static final Set<String> OTHER_VERBS =
      words(
          """
          accepted activated active adjusted applied approved archived assigned billed cancelled canceled closed
          confirmed converted credited declined delivered draft drafted due emailed expired exported fulfilled
          generated inactivated inactive deactivated imported invoiced issued linked low mailed marked merged open
          opened out overdue packed paid partially fully printed processed received recorded refunded rejected
          reminded renewed reopened reserved restored returned scheduled sent shipped signed status submitted
          synced transferred unapplied unlinked unpaid viewed void voided withheld writeoff written off of
          """);

  /** Words that describe the message and not what happened. */
  private static final Set<String> FILLERS =
      words("zoho books inventory bulk event record entity on after was is been has permanently");

  EventType(String text) {
    this(text, true);
  }

  /** The kinds that the event type names. For {@code invoice.paid} that is the invoice. */
  List<Kind> kinds() {
    return KindCatalogue.named(subject());
  }

  /** The kind that the event type names, if that kind has no table here. */
  Optional<String> foreignKind() {
    return Optional.of(subject()).filter(ForeignKinds::isNamed);
  }

  /**
   * The name of a kind outside the catalogue, if the event type has a verb as well. Other texts,
   * such as {@code workflow.triggered}, need not name a kind.
   */
  Optional<String> otherKind() {
    return words().stream().anyMatch(EventType::isVerb) || foreignKind().isPresent()
        ? OtherKinds.nameOf(subject())
        : Optional.empty();
  }

  /**
   * The operation that the verb means for a record of this kind, none for a verb such as {@code
   * paid}. Refuses an unknown verb, and a deletion of something unknown, because neither may become
   * an edit.
   */
  public Optional<RecordOperation> operation(Kind kind) {
    List<String> words = words();
    boolean creates = words.stream().anyMatch(CREATING::contains);
    boolean updates = words.stream().anyMatch(UPDATING::contains);
    boolean otherVerb = words.stream().anyMatch(OTHER_VERBS::contains);
    boolean subjectKnown =
        subject().isEmpty()
            || !kinds().isEmpty()
            || foreignKind().isPresent()
            || (kind.isOther() && OtherKinds.fits(subject(), kind));
    if (words.stream().anyMatch(DELETING::contains)) {
      if (creates || updates || otherVerb || !subjectKnown) {
        throw unknown();
      }
      return Optional.of(RecordOperation.DELETED);
    }
    if (mentionsDeletion()
        || (!subjectKnown && !creates && !updates && !otherVerb && (certain || beginsWithKind()))) {
      throw unknown();
    }
    if (!subjectKnown || creates == updates) {
      return Optional.empty();
    }
    return Optional.of(creates ? RecordOperation.CREATED : RecordOperation.UPDATED);
  }

  /** Whether the event type says that a record was deleted, or could mean that. */
  public boolean mentionsDeletion() {
    return words().stream().anyMatch(word -> DELETING.contains(word) || word.contains("delet"));
  }

  /** What the event is about: the words that are no verbs, joined by underscores. */
  private String subject() {
    List<String> words = words().stream().filter(word -> !isVerb(word)).toList();
    String all = String.join("_", words);
    return KindCatalogue.named(all).isEmpty() && !ForeignKinds.isNamed(all)
        ? String.join("_", words.stream().filter(word -> !isFiller(word)).toList())
        : all;
  }

  private boolean beginsWithKind() {
    return !KindCatalogue.named(words().getFirst()).isEmpty();
  }

  private List<String> words() {
    return text.length() > LONGEST
        ? List.of(text)
        : BETWEEN_WORDS
            .splitAsStream(text)
            .filter(word -> !word.isEmpty())
            .map(word -> word.toLowerCase(Locale.ROOT))
            .toList();
  }

  private RefusedException unknown() {
    return new RefusedException(
        UNKNOWN_OPERATION,
        "Expected an event_type that ends in created, updated or deleted, found "
            + Excerpt.of(text));
  }

  private static boolean isVerb(String word) {
    return Stream.of(DELETING, CREATING, UPDATING, OTHER_VERBS).anyMatch(all -> all.contains(word));
  }

  private static boolean isFiller(String word) {
    return FILLERS.contains(word) || VERSION.matcher(word).matches();
  }

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }
}
