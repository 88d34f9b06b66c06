package sale.tsh.tds.api.dashboard.refused;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that was refused.
 *
 * @param bodySize the size of the body as sent, in bytes
 * @param excerpt the start of the body, at most 2,000 characters
 * @param takenAs the event that it became, or repeated, when it was taken again
 * @param explanation what the cause means and what to do; null for a cause unknown to this release
 */
record RefusedRow(
    UUID id,
    Instant receivedAt,
    String path,
    String query,
    String contentType,
    @Nullable String remoteAddress,
    int bodySize,
    String refusal,
    @Nullable String refusalDetail,
    String excerpt,
    @Nullable Instant takenAt,
    @Nullable UUID takenAs,
    @Nullable String explanation) {}
