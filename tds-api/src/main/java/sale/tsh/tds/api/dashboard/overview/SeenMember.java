package sale.tsh.tds.api.dashboard.overview;

import java.time.Instant;

/**
 * A member of records that no column reads.
 *
 * @param shape what the first value looked like, such as date or list of objects
 */
record SeenMember(
    String kind, String member, String shape, Instant firstSeenAt, Instant lastSeenAt) {}
