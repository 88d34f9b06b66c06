package sale.tsh.tds.worker.zoho;

import java.util.List;

/**
 * A page of a list that can be believed.
 *
 * @param hasMore whether Zoho has a further page
 * @param sorted whether Zoho sorted as it was asked to
 */
public record ListedPage(List<ListRow> rows, boolean hasMore, boolean sorted) {}
