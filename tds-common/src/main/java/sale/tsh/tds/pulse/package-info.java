/**
 * The pulse of each kind: when its last webhook came, how many came each day, and whether it is far
 * beyond its own rhythm. A task counts the deliveries of the inbox once, by kind and hour. Readers
 * read these few rows, and the newest deliveries that are not counted yet.
 */
@NullMarked
package sale.tsh.tds.pulse;

import org.jspecify.annotations.NullMarked;
