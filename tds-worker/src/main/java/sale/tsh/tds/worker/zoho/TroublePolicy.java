package sale.tsh.tds.worker.zoho;

import java.time.Duration;
import java.util.random.RandomGenerator;
import sale.tsh.tds.worker.zoho.ZohoFault.CallRejected;
import sale.tsh.tds.worker.zoho.ZohoFault.DayLimit;
import sale.tsh.tds.worker.zoho.ZohoFault.Gone;
import sale.tsh.tds.worker.zoho.ZohoFault.MinuteLimit;
import sale.tsh.tds.worker.zoho.ZohoFault.ScopeMissing;
import sale.tsh.tds.worker.zoho.ZohoFault.TokenRefused;
import sale.tsh.tds.worker.zoho.ZohoFault.TokenThrottled;
import sale.tsh.tds.worker.zoho.ZohoFault.TooManyAtOnce;
import sale.tsh.tds.worker.zoho.ZohoFault.Unavailable;
import sale.tsh.tds.worker.zoho.ZohoFault.Unbelievable;
import sale.tsh.tds.worker.zoho.ZohoFault.UnusableId;
import sale.tsh.tds.worker.zoho.ZohoFault.WrongOrganization;

/**
 * How long pulling pauses after each fault. A pause gets longer with each fault in a row, and has a
 * random part, so that other integrations of the organisation are not met again and again.
 */
final class TroublePolicy {

  private static final Duration THROTTLED = Duration.ofMinutes(10);
  private static final Duration BLOCKED = Duration.ofMinutes(2);
  private static final Duration LONGEST_BLOCK = Duration.ofMinutes(15);
  private static final Duration CROWDED = Duration.ofSeconds(5);
  private static final Duration AWAY = Duration.ofSeconds(2);

  /** Three tries after 2, 10 and 50 seconds, then one every five minutes. */
  private static final int AWAY_FACTOR = 5;

  private static final Duration LONGEST_AWAY = Duration.ofMinutes(5);

  private final CallBudget budget;
  private final RandomGenerator random;

  TroublePolicy(CallBudget budget, RandomGenerator random) {
    this.budget = budget;
    this.random = random;
  }

  /** Pauses as the fault asks. A fault of one record or one path pauses nothing. */
  void meet(ZohoFault fault) {
    switch (fault) {
      case TokenRefused refused -> budget.stop(refused.text());
      case WrongOrganization wrong -> budget.stop(wrong.text());
      case TokenThrottled throttled -> budget.pause(THROTTLED, throttled.text());
      case DayLimit spent -> budget.pauseUntilReset(spent.text());
      case MinuteLimit block -> budget.pause(after(BLOCKED, 2, LONGEST_BLOCK), block.text());
      case TooManyAtOnce crowd -> budget.pause(jittered(CROWDED), crowd.text());
      case Unavailable away -> budget.pause(after(AWAY, AWAY_FACTOR, LONGEST_AWAY), away.text());
      case Unbelievable odd -> {}
      case ScopeMissing scope -> {}
      case Gone gone -> {}
      case CallRejected rejected -> {}
      case UnusableId unusable -> {}
    }
  }

  private Duration after(Duration first, int factor, Duration longest) {
    double times = Math.pow(factor, Math.min(budget.troubles(), 10));
    Duration grown =
        Duration.ofMillis((long) Math.min(first.toMillis() * times, (double) longest.toMillis()));
    return jittered(grown);
  }

  /** A tenth more or less. */
  private Duration jittered(Duration duration) {
    return Duration.ofMillis(Math.round(duration.toMillis() * random.nextDouble(0.9, 1.1)));
  }
}
