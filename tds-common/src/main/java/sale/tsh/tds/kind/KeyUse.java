package sale.tsh.tds.kind;

/**
 * Where the id of a kind occurs. This decides whether a flat record that has the id could be of the
 * kind, although it was sent as a record of another kind.
 */
public enum KeyUse {
  /** In the kind's own records, and in records of kinds that have a column for the reference. */
  OWN,
  /** Also in all documents that come from such a record, perhaps with its name. */
  ORIGIN,
  /** In records of many kinds, which refer to it. A record with an id of its own is not of it. */
  REFERENCE,
  /** In most records. It never tells the kind. */
  SHARED
}
