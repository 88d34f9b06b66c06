package sale.tsh.tds.kind;

import java.util.List;

/**
 * A column of a mirror table, and the members of a record from which it is read.
 *
 * @param name the column, named as in Zoho
 * @param keys the members that may hold the value. The first one present counts.
 * @param nested whether a member may hold the value in an object, under the column's name, or in a
 *     list of values or objects. Of a list the selected element counts, else the first one.
 */
public record MirrorColumn(String name, ColumnType type, List<String> keys, boolean nested) {}
