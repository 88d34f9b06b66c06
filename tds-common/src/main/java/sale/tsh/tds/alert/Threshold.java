package sale.tsh.tds.alert;

/**
 * A limit for the value of a cause, and the alert that is raised above it.
 *
 * @param above the limit; the value must exceed it
 * @param action a sentence that says what to do
 */
record Threshold(Severity severity, String title, double above, String action) {}
