@NullMarked
package sale.tsh.tds.api.webhook.groupcommit;

import org.jspecify.annotations.NullMarked;
