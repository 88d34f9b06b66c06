/**
 * Zoho's REST API: its settings, token, calls, budget and answers. Knows neither the queue nor the
 * mirror.
 */
@NullMarked
package sale.tsh.tds.worker.zoho;

import org.jspecify.annotations.NullMarked;
