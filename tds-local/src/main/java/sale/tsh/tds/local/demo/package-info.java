/** Sample webhooks for a newcomer, and what became of each. */
@NullMarked
package sale.tsh.tds.local.demo;

import org.jspecify.annotations.NullMarked;
