/**
 * Reads deliveries, in every shape that Zoho and the users of its workflows send.
 *
 * <p>{@link sale.tsh.tds.delivery.DeliveryReader} takes these steps: {@code PayloadParser} makes
 * JSON of the body, {@code RecordLocator} finds the record, {@code KindResolver} and {@code
 * IdResolver} name the record, {@code Envelope} and {@code RecordTimes} say what happened to it.
 * The page docs/deliveries.md opens three bodies step by step.
 */
@NullMarked
package sale.tsh.tds.delivery;

import org.jspecify.annotations.NullMarked;
