package sale.tsh.tds.worker.verify;

/**
 * What holds at every moment, between any two commits.
 *
 * @param promise what holds, as a sentence for operators
 * @param query SQL that names each thing of which it does not hold, in one column {@code name}
 */
record Invariant(String promise, String query) {}
