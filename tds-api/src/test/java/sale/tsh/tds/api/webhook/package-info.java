@NullMarked
package sale.tsh.tds.api.webhook;

import org.jspecify.annotations.NullMarked;
