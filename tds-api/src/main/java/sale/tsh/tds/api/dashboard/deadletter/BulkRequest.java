package sale.tsh.tds.api.dashboard.deadletter;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import sale.tsh.tds.api.dashboard.support.BadRequest;
import sale.tsh.tds.api.dashboard.support.GivenReason;
import sale.tsh.tds.deadletter.BulkFilter;
import sale.tsh.tds.deadletter.BulkPlan;
import sale.tsh.tds.settings.SettingException;
import sale.tsh.tds.settings.Settings;

/**
 * The body of {@code POST /dashboard/dead-letter/retry} and {@code /discard}. It must name at least
 * one criterion, so that an empty request does not take everything.
 */
record BulkRequest(
    @Schema(example = "item.updated") @Nullable String eventType,
    @Schema(description = "The record's own id in Zoho") @Nullable String entityId,
    @Schema(description = "A group of GET /dashboard/dead-letter/groups")
        @Nullable String errorGroup,
    @Schema(
            description =
                "The least age as a dead letter: 30m, 2h, 7d or a number of seconds. 0s takes all",
            example = "30m")
        @Nullable String olderThan,
    @Schema(description = "Ids of dead letters") @Nullable List<UUID> ids,
    @Schema(description = "Only count", defaultValue = "false") @Nullable Boolean dryRun,
    @Schema(
            description = "The most dead letters to take, the oldest first",
            minimum = "1",
            maximum = "10000",
            defaultValue = "1000")
        @Nullable Integer cap,
    @Schema(
            description = "Dead letters a second",
            minimum = "1",
            maximum = "100",
            defaultValue = "10")
        @Nullable Integer rate,
    @Schema(description = "Why they are discarded. A retry takes no reason")
        @Nullable String reason) {

  private static final int MOST_IDS = 10_000;
  private static final Duration LONGEST = Duration.ofDays(36_500);

  boolean onlyCounts() {
    return Boolean.TRUE.equals(dryRun);
  }

  /** The plan of a retry. */
  BulkPlan retry() {
    if (reason != null) {
      throw BadRequest.because("reason", "left out of a retry");
    }
    return plan(null);
  }

  /** The plan of a discard. Only a count needs no reason. */
  BulkPlan discard() {
    return plan(onlyCounts() && reason == null ? "" : new GivenReason(reason).given());
  }

  private BulkPlan plan(@Nullable String discardReason) {
    return new BulkPlan(
        filter(), within("cap", cap, 1_000, 10_000), within("rate", rate, 10, 100), discardReason);
  }

  private BulkFilter filter() {
    if (ids != null && (ids.isEmpty() || ids.size() > MOST_IDS)) {
      throw BadRequest.because("ids", "1 to %d ids".formatted(MOST_IDS));
    }
    BulkFilter filter = new BulkFilter(eventType, entityId, errorGroup, age(), ids);
    if (filter.takesAll()) {
      throw BadRequest.because(
          "The request",
          "narrowed by event_type, entity_id, error_group, older_than or ids; older_than 0s takes all");
    }
    return filter;
  }

  private @Nullable Duration age() {
    if (olderThan == null) {
      return null;
    }
    try {
      return Settings.duration("older_than", olderThan, Duration.ZERO, LONGEST);
    } catch (SettingException e) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST, e.getMessage());
    }
  }

  private static int within(String name, @Nullable Integer value, int otherwise, int most) {
    int number = value == null ? otherwise : value;
    if (number < 1 || number > most) {
      throw BadRequest.because(name, "a whole number from 1 to %d".formatted(most));
    }
    return number;
  }
}
