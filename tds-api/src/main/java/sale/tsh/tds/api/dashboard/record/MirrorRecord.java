package sale.tsh.tds.api.dashboard.record;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A record in the mirror.
 *
 * @param written whether one of the events asked about wrote the row's current version
 * @param lines how many lines the record has; null for a kind without lines
 * @param row the row's columns, without the record as received
 */
public record MirrorRecord(
    @JsonIgnore String kind,
    String table,
    String key,
    boolean written,
    @Nullable Integer lines,
    @JsonRawValue @Schema(implementation = Object.class) String row) {}
