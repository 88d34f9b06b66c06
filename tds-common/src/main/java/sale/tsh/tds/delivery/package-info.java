/**
 * What a delivery says: the record in a body, in every shape that Zoho and those who build on it
 * send.
 *
 * <p>{@link sale.tsh.tds.delivery.DeliveryReader} asks in turn: {@code BodyReader} for the JSON,
 * {@code BodyOpener} for the record in it, {@code KindFinder} and {@code IdFinder} for the record's
 * name, {@code Envelope} and {@code RecordTimes} for what happened to it.
 */
@NullMarked
package sale.tsh.tds.delivery;

import org.jspecify.annotations.NullMarked;
