package sale.tsh.tds.notification;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties the outbox. Each channel goes its own way, and no transaction is open while one is being
 * used: a slow one delays neither the others nor the queue.
 */
public class Sender {

  private static final Logger log = LoggerFactory.getLogger(Sender.class);

  /** Longer than any channel takes to answer or to give up. */
  private static final Duration LEASE = Duration.ofMinutes(3);

  private static final Duration FIRST_DELAY = Duration.ofSeconds(10);
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(15);
  private static final Duration OLD_NEWS = Duration.ofDays(1);

  private final Outbox outbox;
  private final List<Channel> channels;

  Sender(Outbox outbox, List<Channel> channels) {
    this.outbox = outbox;
    this.channels = channels;
  }

  /** Sends what is due on every channel, side by side. */
  public void runOnce() {
    int old = outbox.giveUp(OLD_NEWS);
    if (old > 0) {
      log.error("Gave up {} notifications that could not be sent within a day", old);
    }
    List<Thread> sending = new ArrayList<>();
    for (Channel channel : channels) {
      sending.add(Thread.ofVirtual().name("notify-" + channel.name()).start(() -> empty(channel)));
    }
    sending.forEach(Sender::await);
  }

  /** The wait after the failed attempt of this number, from 1. */
  static Duration delayAfter(int attempt) {
    Duration doubled = FIRST_DELAY.multipliedBy(1L << Math.min(attempt - 1, 20));
    return doubled.compareTo(LONGEST_DELAY) < 0 ? doubled : LONGEST_DELAY;
  }

  /** Sends one after the other until nothing is due, or one fails: the next would fail as well. */
  private void empty(Channel channel) {
    try {
      Optional<Notification> next = outbox.claim(channel.name(), LEASE);
      while (next.isPresent() && isSent(channel, next.get())) {
        next = outbox.claim(channel.name(), LEASE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.error("Cannot read the outbox for {}: {}", channel.name(), e.toString());
    }
  }

  private boolean isSent(Channel channel, Notification notification) throws InterruptedException {
    try {
      channel.send(notification);
    } catch (UndeliveredException e) {
      Duration delay = delayAfter(notification.attempt());
      outbox.failed(notification, String.valueOf(e.getMessage()), delay);
      log.warn(
          "Notification {} of alert {} failed attempt {} by {}, next in {} s: {}",
          notification.id(),
          notification.notice().alertId(),
          notification.attempt(),
          channel.name(),
          delay.toSeconds(),
          e.getMessage());
      return false;
    }
    outbox.sent(notification);
    log.info(
        "Notification {} of alert {} sent by {}: {} \"{}\"",
        notification.id(),
        notification.notice().alertId(),
        channel.name(),
        notification.notice().change().text(),
        notification.notice().title());
    return true;
  }

  private static void await(Thread sending) {
    try {
      sending.join();
    } catch (InterruptedException e) {
      sending.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
