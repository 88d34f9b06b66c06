package sale.tsh.tds.worker.verify;

import java.util.List;

/**
 * A promise that holds at every moment between two commits.
 *
 * @param promise the promise as a sentence for operators
 * @param queries SQL that returns each thing for which it does not hold in a column {@code name}.
 *     Each asks one table of the mirror, because a query over all of them crashed a distributed
 *     PostgreSQL
 */
record Invariant(String promise, List<String> queries) {

  Invariant(String promise, String query) {
    this(promise, List.of(query));
  }
}
