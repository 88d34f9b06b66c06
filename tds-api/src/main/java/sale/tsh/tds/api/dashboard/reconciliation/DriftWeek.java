package sale.tsh.tds.api.dashboard.reconciliation;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;

/** What the sweeps of one kind found in a week, as far as they found something. */
record DriftWeek(
    String kind,
    @Schema(description = "The Monday, UTC") LocalDate week,
    @Schema(description = "The sweeps of the week that found a difference") int sweeps,
    @Schema(description = "Zoho had them and the mirror had not") long missing,
    @Schema(description = "Zoho had a later version") long outdated,
    @Schema(description = "They differed at the same version") long different,
    @Schema(description = "The mirror had them and Zoho had not") long extra) {}
