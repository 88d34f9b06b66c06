package sale.tsh.tds.alert;

/**
 * The value that a rule measures.
 *
 * @param value the value to compare with the thresholds
 * @param conclusive false if there is too little data; such a value raises no alert but may resolve
 *     one
 * @param sentence the value in words, for the alert's message
 */
record MeasuredValue(double value, boolean conclusive, String sentence) {

  static MeasuredValue of(long value, String sentence) {
    return new MeasuredValue((double) value, true, sentence);
  }
}
