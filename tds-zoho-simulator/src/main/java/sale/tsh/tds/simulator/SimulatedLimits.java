package sale.tsh.tds.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The limits of the organisation: calls a day, a minute and at once. Both products share them. */
public final class SimulatedLimits {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final ZoneId zone;
  private final Deque<Instant> lastMinute = new ArrayDeque<>();
  private final Set<SimulatedProduct> withHeaders = EnumSet.allOf(SimulatedProduct.class);
  private LocalDate day = LocalDate.EPOCH;
  private Instant blockedUntil = Instant.EPOCH;
  private Duration block = Duration.ofMinutes(5);
  private int perDay = 1_000;
  private int perMinute = 100;
  private int atOnce = 10;
  private int spent;
  private int inProcess;
  private int mostInProcess;

  SimulatedLimits(InstantSource clock, ZoneId zone) {
    this.clock = clock;
    this.zone = zone;
  }

  /** Sets the limit of a day. The default is 1,000. */
  public synchronized SimulatedLimits perDay(int calls) {
    perDay = calls;
    return this;
  }

  /** Sets the limit of a minute. The default is 100. */
  public synchronized SimulatedLimits perMinute(int calls) {
    perMinute = calls;
    return this;
  }

  /** Sets how many calls may be in process. The default is 10. */
  public synchronized SimulatedLimits atOnce(int calls) {
    atOnce = calls;
    return this;
  }

  /** Sets how long a caller is blocked that went over the limit of a minute. */
  public synchronized SimulatedLimits block(Duration time) {
    block = time;
    return this;
  }

  /** Lifts all limits but a million calls a day, so that a test can run at full pace. */
  public SimulatedLimits none() {
    return perDay(1_000_000).perMinute(Integer.MAX_VALUE).atOnce(Integer.MAX_VALUE);
  }

  /** Answers of a product no longer say what is left of the day. */
  public synchronized SimulatedLimits withoutHeaders(SimulatedProduct product) {
    withHeaders.remove(product);
    return this;
  }

  /** Spends calls of this day, as other programs of the organisation do. */
  public synchronized void spend(int calls) {
    startDay();
    spent += calls;
  }

  /** Returns how many calls of this day are spent. */
  public synchronized int spent() {
    startDay();
    return spent;
  }

  /** Returns when the next day of the organisation begins, and with it a new count. */
  public synchronized Instant resetsAt() {
    startDay();
    return day.plusDays(1).atStartOfDay(zone).toInstant();
  }

  /** Returns the highest number of calls that were in process. */
  public synchronized int mostAtOnce() {
    return mostInProcess;
  }

  /** Begins a call. Every begin must be followed by an end. */
  synchronized void begin() {
    inProcess++;
    mostInProcess = Math.max(mostInProcess, inProcess);
  }

  synchronized void end() {
    inProcess--;
  }

  /** Counts a call, or returns the answer that refuses it. */
  synchronized Optional<SimulatedAnswer> refuse() {
    Instant now = clock.instant();
    startDay();
    if (inProcess > atOnce) {
      return Optional.of(tooManyAtOnce());
    }
    if (now.isBefore(blockedUntil)) {
      return Optional.of(blocked());
    }
    if (spent >= perDay) {
      return Optional.of(daySpent(perDay));
    }
    lastMinute.removeIf(time -> !time.isAfter(now.minus(MINUTE)));
    if (lastMinute.size() >= perMinute) {
      blockedUntil = now.plus(block);
      return Optional.of(blocked());
    }
    lastMinute.add(now);
    spent++;
    return Optional.empty();
  }

  synchronized Map<String, String> headers(SimulatedProduct product) {
    if (!withHeaders.contains(product)) {
      return Map.of();
    }
    startDay();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-Rate-Limit-Limit", Integer.toString(perDay));
    headers.put("X-Rate-Limit-Remaining", Integer.toString(Math.max(0, perDay - spent)));
    headers.put(
        "X-Rate-Limit-Reset",
        Long.toString(Duration.between(clock.instant(), resetsAt()).toSeconds()));
    return headers;
  }

  private void startDay() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
    if (!today.equals(day)) {
      day = today;
      spent = 0;
    }
  }

  static SimulatedAnswer tooManyAtOnce() {
    return SimulatedAnswer.error(
        429,
        1070,
        "You have reached the maximum number of in process requests allowed. Kindly try again"
            + " after some time.");
  }

  static SimulatedAnswer blocked() {
    return SimulatedAnswer.error(
        429,
        44,
        "For security reasons your organization has been blocked as it have exceeded the maximum"
            + " number of requests per minute that can originate from an organization.");
  }

  static SimulatedAnswer daySpent(int limit) {
    return SimulatedAnswer.error(
        429,
        45,
        "The API call for this organization has exceeded the maximum call rate limit of "
            + limit
            + ".");
  }
}
