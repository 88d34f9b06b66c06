/** Tests of what the worker believes of Zoho's API. */
@NullMarked
package sale.tsh.tds.worker.zoho;

import org.jspecify.annotations.NullMarked;
