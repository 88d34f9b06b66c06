package sale.tsh.tds.alert;

/**
 * What a rule reads from the figures.
 *
 * @param value compared with the thresholds
 * @param conclusive false where there is too little to judge by: it raises nothing, but may resolve
 * @param sentence the value in words, for the alert's message
 */
record Reading(double value, boolean conclusive, String sentence) {

  static Reading of(long value, String sentence) {
    return new Reading((double) value, true, sentence);
  }
}
