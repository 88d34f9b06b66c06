package sale.tsh.tds.kind;

import java.util.List;

/**
 * A column of a mirror table, and the members of a record from which it is read.
 *
 * @param name the column, named as in Zoho
 * @param keys the members that may hold the value. The first one present counts.
 */
public record MirrorColumn(String name, ColumnType type, List<String> keys) {}
