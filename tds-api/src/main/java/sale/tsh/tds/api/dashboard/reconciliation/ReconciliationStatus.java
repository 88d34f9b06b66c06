package sale.tsh.tds.api.dashboard.reconciliation;

import java.util.List;

/**
 * The answer of {@code GET /dashboard/reconciliation}.
 *
 * @param kinds each kind that Zoho's API offers, in the order of the catalogue
 */
record ReconciliationStatus(List<ReconciledKind> kinds, ApiStanding api) {

  ReconciliationStatus {
    kinds = List.copyOf(kinds);
  }
}
