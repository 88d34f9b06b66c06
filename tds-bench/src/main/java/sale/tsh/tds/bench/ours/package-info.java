/** TDS Core as a contender. Runs its packaged jars, and callers that post webhooks to the API. */
@NullMarked
package sale.tsh.tds.bench.ours;

import org.jspecify.annotations.NullMarked;
