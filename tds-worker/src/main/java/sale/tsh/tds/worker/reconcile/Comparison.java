package sale.tsh.tds.worker.reconcile;

/** How a row of Zoho's list compares with the mirror. */
enum Comparison {
  SAME,
  MISSING,
  /** The mirror has a tombstone from before Zoho was asked. */
  DELETED,
  OUTDATED,
  DIFFERENT,
  /** The row has no time, so nothing tells whether it changed. */
  UNTIMED,
  STALE
}
