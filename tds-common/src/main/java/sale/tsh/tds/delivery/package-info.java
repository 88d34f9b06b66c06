/**
 * What a delivery says: the record in a body, in every shape that Zoho and those who build on it
 * send.
 */
@NullMarked
package sale.tsh.tds.delivery;

import org.jspecify.annotations.NullMarked;
