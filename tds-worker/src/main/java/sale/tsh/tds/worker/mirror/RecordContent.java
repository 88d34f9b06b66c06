package sale.tsh.tds.worker.mirror;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a record says by the definition of its kind, as PostgreSQL's text of each value.
 *
 * @param values the values of the kind's columns, in their order
 * @param lines the values of each line; empty if the record says nothing of its lines
 */
public record RecordContent(
    List<@Nullable String> values, Optional<List<List<@Nullable String>>> lines) {}
