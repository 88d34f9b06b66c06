/** The pages of the API in a real browser, Debian's chromium driven by Playwright. */
@NullMarked
package sale.tsh.tds.local.page;

import org.jspecify.annotations.NullMarked;
