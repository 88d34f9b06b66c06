package sale.tsh.tds.api.dashboard;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that was refused.
 *
 * @param bodySize of the body as sent, in bytes
 * @param excerpt the start of the body, at most 2,000 characters
 * @param explanation what its cause means and what to do; null for a cause that this release does
 *     not know
 */
public record RefusedRow(
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
    @Nullable String explanation) {}
