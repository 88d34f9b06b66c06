/** How pulling from Zoho goes, by the tables that the worker leaves. Alerts and pages show it. */
@NullMarked
package sale.tsh.tds.pull;

import org.jspecify.annotations.NullMarked;
