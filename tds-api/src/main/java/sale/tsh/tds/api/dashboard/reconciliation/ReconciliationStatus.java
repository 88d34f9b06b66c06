package sale.tsh.tds.api.dashboard.reconciliation;

import java.util.List;

/**
 * The answer of {@code GET /dashboard/reconciliation}.
 *
 * @param kinds each kind that Zoho's API offers, in the order of the catalogue
 * @param drift what the sweeps of a year found, newest week first
 */
record ReconciliationStatus(List<ReconciledKind> kinds, List<DriftWeek> drift, ApiStanding api) {

  ReconciliationStatus {
    kinds = List.copyOf(kinds);
    drift = List.copyOf(drift);
  }
}
