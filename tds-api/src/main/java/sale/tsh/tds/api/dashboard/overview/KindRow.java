package sale.tsh.tds.api.dashboard.overview;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.api.dashboard.layout.Phrase;

/**
 * A kind in the answer of {@code GET /dashboard/kinds} and in the table of the overview.
 *
 * @param lastReceivedAt when its last webhook was accepted; null if none ever was
 * @param quiet whether it is silent far beyond its own rhythm
 * @param overdue webhooks that came by now in the usual weeks
 * @param days accepted webhooks of the last seven days by UTC, today last
 * @param refused refused deliveries of the seven days that the inbox kept
 * @param lostWebhooks changes of the last 24 hours that only pulling found; null without pulling
 * @param pausedAt since when none of its events is claimed; null if it is not paused
 */
record KindRow(
    String kind,
    @Nullable Instant lastReceivedAt,
    boolean quiet,
    long overdue,
    List<DayCount> days,
    long pending,
    long retry,
    long deadLetter,
    long refused,
    @Nullable Integer lostWebhooks,
    @Nullable Instant pausedAt,
    @Nullable String pausedBy) {

  private static final int HEIGHT = 20;
  private static final int WIDTH = 8;
  private static final int STEP = 10;

  KindRow {
    days = List.copyOf(days);
  }

  /** The accepted webhooks of a day. */
  record DayCount(LocalDate day, long received) {}

  /** Whether anything is known of the kind but its name. */
  public boolean known() {
    return lastReceivedAt != null
        || pausedAt != null
        || pending + retry + deadLetter + refused + week() > 0
        || (lostWebhooks != null && lostWebhooks > 0);
  }

  /** The accepted webhooks of all seven days. */
  public long week() {
    return days.stream().mapToLong(DayCount::received).sum();
  }

  /** The events that wait because the kind is paused. */
  public long waiting() {
    return pending + retry;
  }

  /** The word of the row's colour. */
  public String word() {
    return quiet || pausedAt != null ? "warning" : "";
  }

  /** The columns of the seven days as a path of SVG, 70 wide and 20 high. */
  public String bars() {
    long most = Math.max(1, days.stream().mapToLong(DayCount::received).max().orElse(1));
    List<String> bars = new ArrayList<>();
    for (int day = 0; day < days.size(); day++) {
      long received = days.get(day).received();
      long height = received == 0 ? 0 : Math.max(1, Math.round(1.0 * HEIGHT * received / most));
      if (height > 0) {
        bars.add("M%d %dh%dv-%dh-%dz".formatted(day * STEP, HEIGHT, WIDTH, height, WIDTH));
      }
    }
    return String.join("", bars);
  }

  /** The seven days in words, such as {@code Mon 30 Nov: 1,200}. */
  public Phrase daysInWords() {
    return Phrase.of(
        "kinds.days",
        new Phrase.Series(
            days.stream().map(day -> Phrase.of("kinds.day", day.day(), day.received())).toList()));
  }
}
