/** A simulator of the REST API of Zoho Books and Zoho Inventory, with its OAuth and its limits. */
@NullMarked
package sale.tsh.tds.simulator;

import org.jspecify.annotations.NullMarked;
