/**
 * The page: what the dashboard's JSON says, for eyes, and the same actions to click on.
 *
 * <p>{@code /dashboard/} is the overview; {@code /dashboard/view/…} shows what {@code /dashboard/…}
 * answers. The server renders everything, so a browser without scripts can read it all; htmx keeps
 * it live and sends the actions to the JSON endpoints, which alone act.
 */
@NullMarked
package sale.tsh.tds.api.page;

import org.jspecify.annotations.NullMarked;
