package sale.tsh.tds.api.dashboard.reconciliation;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The calls to Zoho that are made and left, and why pulling waits.
 *
 * @param on whether pulling is set up
 * @param sentence whether pulling goes on, and why not
 */
record ApiStanding(
    boolean on,
    String sentence,
    @Schema(description = "The organisation's calls a day, by Zoho's answers")
        @Nullable Integer dailyLimit,
    @Schema(description = "What is left of them today, by Zoho's answers")
        @Nullable Integer remaining,
    @Schema(description = "The calls a day that TDS Core may make") @Nullable Integer share,
    @Schema(description = "The calls that TDS Core has made today") @Nullable Integer callsToday,
    @Schema(description = "When Zoho begins a new count") @Nullable Instant resetsAt,
    @Schema(description = "Null also if it lasts until an operator resumes")
        @Nullable Instant pausedUntil,
    @Schema(description = "Whether only an operator ends the pause") boolean pausedUntilResumed,
    @Nullable String pausedReason,
    @Schema(description = "How far Zoho's clock is ahead of the worker's")
        @Nullable Long clockAheadMs) {

  /** Why requests are refused while pulling is not set up. */
  static final String OFF =
      "Pulling from Zoho is off, because no worker was ever started with ZOHO_CLIENT_ID and the settings beside it.";

  static final ApiStanding NOT_SET_UP =
      new ApiStanding(false, OFF, null, null, null, null, null, null, false, null, null);

  /** A difference of the clocks that is worth a look. */
  private static final long CLOCK_IS_OFF_MS = 120_000;

  /** The part of the day's calls that always stays for others, as {@code 1 / FLOOR}. */
  private static final int FLOOR = 10;

  /** The standing of an organisation whose pulling is set up, with its sentence. */
  static ApiStanding of(
      @Nullable Integer dailyLimit,
      @Nullable Integer remaining,
      @Nullable Integer share,
      int callsToday,
      @Nullable Instant resetsAt,
      @Nullable Instant pausedUntil,
      boolean pausedUntilResumed,
      @Nullable String pausedReason,
      @Nullable Long clockAheadMs) {
    String sentence = "Pulling is on.";
    if (pausedUntilResumed) {
      sentence = "Pulling waits until an operator resumes it (%s).".formatted(pausedReason);
    } else if (pausedUntil != null) {
      sentence = "Pulling waits for a while (%s).".formatted(pausedReason);
    } else if (share != null && callsToday >= share) {
      sentence = "Pulling waits for Zoho's new count, because its share of the day is spent.";
    } else if (dailyLimit != null && remaining != null && remaining <= dailyLimit / FLOOR) {
      sentence =
          "Pulling waits for Zoho's new count, because the last tenth of the day's calls stays for others.";
    }
    return new ApiStanding(
        true,
        sentence,
        dailyLimit,
        remaining,
        share,
        callsToday,
        resetsAt,
        pausedUntil,
        pausedUntilResumed,
        pausedReason,
        clockAheadMs);
  }

  /** Whether no call is made now. */
  public boolean paused() {
    return pausedUntilResumed || pausedUntil != null;
  }

  /** How far the clocks of Zoho and the worker differ, in milliseconds. */
  public long clockDifferenceMs() {
    return clockAheadMs == null ? 0 : Math.abs(clockAheadMs);
  }

  /** Whether the clocks differ so much that somebody should look. */
  public boolean clockIsOff() {
    return clockDifferenceMs() > CLOCK_IS_OFF_MS;
  }

  /** The calls of today by anybody, if Zoho tells them, else by TDS Core. */
  public int used() {
    if (dailyLimit != null && remaining != null) {
      return dailyLimit - remaining;
    }
    return callsToday == null ? 0 : callsToday;
  }
}
