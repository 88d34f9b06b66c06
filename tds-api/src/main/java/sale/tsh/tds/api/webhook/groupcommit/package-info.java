/**
 * Wall around a speed-up: deliveries of concurrent webhooks share one commit (ADR 12). The gain
 * grows with the number of callers. With 64 callers there are 80 commits in 1,000 events, and 4,245
 * deliveries a second are accepted. Plain SQL with one commit each inserts 2,694 a second on the
 * same machine (docs/benchmarks.md). A single caller gains nothing.
 *
 * <p>Without this package {@code Intake} would call {@code Inbox.accept} for each delivery and
 * {@code NewEventNotifier.notifySoon} after it. {@code Inbox.acceptAll} would go too, and the
 * answers would stay the same.
 */
@NullMarked
package sale.tsh.tds.api.webhook.groupcommit;

import org.jspecify.annotations.NullMarked;
