package sale.tsh.tds.worker.verify;

/**
 * A promise that holds at every moment between two commits.
 *
 * @param promise the promise as a sentence for operators
 * @param query SQL that returns each thing for which it does not hold in a column {@code name}
 */
record Invariant(String promise, String query) {}
