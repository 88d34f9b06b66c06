package sale.tsh.tds.worker.rebuild;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a page of rows.
 *
 * @param lastKey the last key of the page; null if no row was left
 * @param rows how many rows the page has
 * @param unreadable rows that stay as they are, because a value that matters cannot be read, or the
 *     database refuses one
 * @param differing the rows that differed from their records
 */
record RebuiltPage(
    @Nullable String lastKey, int rows, int unreadable, List<RebuiltRow> differing) {}
