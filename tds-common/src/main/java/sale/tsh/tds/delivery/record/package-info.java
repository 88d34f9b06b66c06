/**
 * Finds the record inside a JSON body. {@code RecordLocator} goes from the top level to the record,
 * {@code KindResolver} and {@code IdResolver} name the record, {@code Envelope} and {@code
 * EventType} say what happened to it.
 *
 * <p>The words: a <em>JSON level</em> is one object on the way to the record. A <em>nested
 * object</em> is the member of a level that holds the next one. Nested objects are
 * <em>wrappers</em>, named after a kind, or <em>containers</em>, with a neutral name. The
 * <em>envelope</em> is what the levels say about the record in members of their own.
 */
@NullMarked
package sale.tsh.tds.delivery.record;

import org.jspecify.annotations.NullMarked;
