/**
 * The dead letters: list, retry, discard, bulk retries, and the failures page, which groups them by
 * cause.
 */
@NullMarked
package sale.tsh.tds.api.dashboard.deadletter;

import org.jspecify.annotations.NullMarked;
