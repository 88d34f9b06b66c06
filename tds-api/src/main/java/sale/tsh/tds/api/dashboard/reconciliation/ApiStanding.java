package sale.tsh.tds.api.dashboard.reconciliation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.api.dashboard.layout.Format;
import sale.tsh.tds.api.dashboard.layout.Phrase;
import sale.tsh.tds.pull.PullHealth;

/**
 * The calls to Zoho that are made and left, and why pulling waits.
 *
 * @param on whether pulling is set up
 * @param phrase whether pulling goes on, and why not
 * @param sentence the same in English
 */
record ApiStanding(
    boolean on,
    @JsonIgnore Phrase phrase,
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

  private static final Phrase IS_OFF = Phrase.of("reconciliation.is-off");

  /** Why requests are refused while pulling is not set up. */
  static final String OFF = Format.ENGLISH.say(IS_OFF);

  static final ApiStanding NOT_SET_UP =
      new ApiStanding(false, IS_OFF, OFF, null, null, null, null, null, null, false, null, null);

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
    Phrase phrase = Phrase.of("reconciliation.is-on");
    if (pausedUntilResumed) {
      phrase = Phrase.of("reconciliation.waits-for-resume", String.valueOf(pausedReason));
    } else if (pausedUntil != null) {
      phrase = Phrase.of("reconciliation.waits-a-while", String.valueOf(pausedReason));
    } else if (share != null && callsToday >= share) {
      phrase = Phrase.of("reconciliation.share-is-spent");
    } else if (dailyLimit != null && remaining != null && remaining <= dailyLimit / FLOOR) {
      phrase = Phrase.of("reconciliation.rest-is-for-others");
    }
    return new ApiStanding(
        true,
        phrase,
        Format.ENGLISH.say(phrase),
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
    return clockDifferenceMs() > PullHealth.CLOCK_TOLERANCE.toMillis();
  }

  /** The calls of today by anybody, if Zoho tells them, else by TDS Core. */
  public int used() {
    if (dailyLimit != null && remaining != null) {
      return dailyLimit - remaining;
    }
    return callsToday == null ? 0 : callsToday;
  }
}
