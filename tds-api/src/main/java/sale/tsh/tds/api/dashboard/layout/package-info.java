/**
 * What all pages share: page model, formats, health bands, query parameters, assets and error
 * pages. The server renders everything, so a browser without scripts can show all pages.
 */
@NullMarked
package sale.tsh.tds.api.dashboard.layout;

import org.jspecify.annotations.NullMarked;
