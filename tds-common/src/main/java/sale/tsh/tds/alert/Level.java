package sale.tsh.tds.alert;

/**
 * How a cause is called once its value is above a threshold.
 *
 * @param above the threshold; it is exceeded, not met
 * @param action what to do about it, a sentence
 */
record Level(Severity severity, String title, double above, String action) {}
