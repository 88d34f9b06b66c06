package sale.tsh.tds.api.dashboard.refused;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.api.dashboard.layout.QueryParams;
import sale.tsh.tds.api.dashboard.support.BadRequest;
import sale.tsh.tds.api.dashboard.support.TimeCursor;
import sale.tsh.tds.refusal.RefusalCause;

/**
 * The body of {@code POST /dashboard/refused/take-again}. It must name a cause or a path, so that
 * an empty request does not take everything.
 */
record TakeAgainRequest(
    @Schema(description = "A cause of refusals", example = "unknown_kind") @Nullable String cause,
    @Schema(description = "The last part of the webhook's path", example = "packages")
        @Nullable String path,
    @Schema(description = "The position to continue from: the next of the last answer")
        @Nullable String after,
    @Schema(description = "Only count", defaultValue = "false") @Nullable Boolean dryRun,
    @Schema(
            description = "The most refused deliveries to read, the oldest first",
            minimum = "1",
            maximum = "1000",
            defaultValue = "100")
        @Nullable Integer cap) {

  private static final TimeCursor OLDEST = TimeCursor.including(TimeCursor.EARLIEST);
  private static final int MOST = 1_000;

  boolean onlyCounts() {
    return Boolean.TRUE.equals(dryRun);
  }

  int mostRead() {
    int most = cap == null ? 100 : cap;
    if (most < 1 || most > MOST) {
      throw BadRequest.because("cap", "a whole number from 1 to %d".formatted(MOST));
    }
    return most;
  }

  /** Empty if only the path counts. */
  Optional<RefusalCause> wantedCause() {
    Optional<RefusalCause> wanted =
        QueryParams.value("cause", Optional.ofNullable(cause), CauseFilter::valueOf)
            .map(CauseFilter::cause);
    if (wanted.isEmpty() && path == null) {
      throw BadRequest.because("The request", "narrowed by cause or path");
    }
    return wanted;
  }

  Optional<String> wantedPath() {
    return Optional.ofNullable(path);
  }

  TimeCursor start() {
    return QueryParams.value("after", Optional.ofNullable(after), TimeCursor::valueOf)
        .orElse(OLDEST);
  }

  /** What the audit trail says of it. */
  String criteria() {
    return "%s%s, at most %d"
        .formatted(
            cause == null ? "all causes" : cause, path == null ? "" : " at " + path, mostRead());
  }
}
