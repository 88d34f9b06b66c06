package sale.tsh.tds.api.dashboard.reconciliation;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record as Zoho had it when the worker last fetched it, beside the mirror of now. It is the
 * answer of {@code GET /dashboard/records/{kind}/{id}/zoho}.
 *
 * @param differences the values of Zoho's record that the mirror has not, in the record's order
 */
public record FetchedRecord(
    String kind,
    String id,
    @Schema(description = "When an operator asked for it, if the worker has not fetched it yet")
        @Nullable Instant waitingSince,
    @Schema(description = "Why the last try to fetch it failed; null if it did not")
        @Nullable String lastError,
    @Schema(description = "When the worker last fetched it; null if it never did")
        @Nullable Instant fetchedAt,
    FetchAnswer answer,
    @Schema(description = "The event that brought it; null if the mirror had it already")
        @Nullable UUID eventId,
    List<RecordDifference> differences,
    @Schema(description = "Whether there are more differences than those listed") boolean more) {

  public FetchedRecord {
    differences = List.copyOf(differences);
  }

  /** What the last fetch says about the mirror. */
  public enum FetchAnswer {
    /** No fetch of the record is known. */
    NONE,
    /** The mirror has all that Zoho had. */
    SAME,
    /** Zoho had other values than the mirror has now. */
    DIFFERENT,
    /** The inbox has what Zoho had as a refused delivery. */
    REFUSED,
    /** Zoho did not have the record. */
    GONE,
    /** The record is too large to be compared here. */
    TOO_LARGE;

    /** The word in JSON. The page says what it means. */
    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
