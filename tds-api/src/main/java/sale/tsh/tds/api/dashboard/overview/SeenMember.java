package sale.tsh.tds.api.dashboard.overview;

import java.time.Instant;

/**
 * A member of records that no column reads.
 *
 * @param member its name, for a member of lines after the name of their list and a point
 * @param shape what the first value looked like, such as date or list of objects
 */
record SeenMember(
    String kind, String member, String shape, Instant firstSeenAt, Instant lastSeenAt) {}
