package sale.tsh.tds.api.dashboard.layout;

import java.util.Locale;

/** The forms of a noun beside a number, by the rules of Unicode's CLDR. */
enum Plural {
  ZERO,
  ONE,
  TWO,
  FEW,
  MANY,
  OTHER;

  /** The form for a number in one of the page's languages. */
  static Plural of(Locale language, long number) {
    return language.getLanguage().equals("ar") ? arabic(number) : number == 1 ? ONE : OTHER;
  }

  private static Plural arabic(long number) {
    if (number <= 2) {
      return number == 0 ? ZERO : number == 1 ? ONE : TWO;
    }
    long rest = number % 100;
    return rest < 3 ? OTHER : rest <= 10 ? FEW : MANY;
  }

  /** The end of the key. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
