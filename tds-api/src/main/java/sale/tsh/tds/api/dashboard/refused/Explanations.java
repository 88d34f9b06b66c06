package sale.tsh.tds.api.dashboard.refused;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sale.tsh.tds.api.dashboard.layout.Format;
import sale.tsh.tds.api.dashboard.layout.Phrase;
import sale.tsh.tds.refusal.RefusalCause;

/**
 * Explains each cause of refusals to operators: what it means and what to do. The texts are in the
 * bundle {@code messages}.
 */
public final class Explanations {

  /** A delivery of these is never taken again. */
  private static final Set<RefusalCause> FINAL =
      EnumSet.of(RefusalCause.WRONG_SIGNATURE, RefusalCause.TOO_LARGE);

  private Explanations() {}

  /** The explanation of a cause by its code. Empty if this release does not know the cause. */
  public static Optional<Phrase> of(String code) {
    return RefusalCause.of(code).map(Explanations::phrase);
  }

  /** The explanations of all causes, by code. */
  static Map<String, Phrase> all() {
    return Stream.of(RefusalCause.values())
        .collect(Collectors.toMap(RefusalCause::code, Explanations::phrase));
  }

  /** The explanation in JSON. */
  static String inEnglish(RefusalCause cause) {
    return Format.ENGLISH.say(phrase(cause));
  }

  private static Phrase phrase(RefusalCause cause) {
    Phrase meaning = Phrase.of("explanation." + cause.code());
    return cause == RefusalCause.WRONG_METHOD
        ? meaning
        : Phrase.of(
            "explanation.with",
            meaning,
            Phrase.of("explanation-end." + (FINAL.contains(cause) ? "never" : "again")));
  }
}
