package sale.tsh.tds.worker.zoho;

import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A row of a list, which says of a record what lists say.
 *
 * @param modified the record's time, empty if the row has none that can be read
 */
public record ListRow(String id, Optional<Instant> modified, ObjectNode json) {}
