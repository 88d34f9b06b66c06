package sale.tsh.tds.notification;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the notifications of the outbox. Each channel has its own thread, and no transaction is
 * open while it sends. So a slow channel delays neither the others nor the queue.
 */
public class NotificationSender {

  private static final Logger log = LoggerFactory.getLogger(NotificationSender.class);

  /** Longer than any channel takes to answer or to time out. */
  private static final Duration LEASE = Duration.ofMinutes(3);

  private static final Duration FIRST_DELAY = Duration.ofSeconds(10);
  static final Duration LONGEST_DELAY = Duration.ofMinutes(15);
  private static final Duration OLD_NEWS = Duration.ofDays(1);

  private final NotificationOutbox outbox;
  private final List<NotificationChannel> channels;

  NotificationSender(NotificationOutbox outbox, List<NotificationChannel> channels) {
    this.outbox = outbox;
    this.channels = channels;
  }

  /** Sends the due notifications of all channels in parallel. */
  public void runOnce() {
    int old = outbox.giveUp(OLD_NEWS);
    if (old > 0) {
      log.error("Gave up {} notifications that could not be sent within a day", old);
    }
    List<Thread> sending = new ArrayList<>();
    for (NotificationChannel channel : channels) {
      sending.add(Thread.ofVirtual().name("notify-" + channel.name()).start(() -> empty(channel)));
    }
    sending.forEach(NotificationSender::await);
  }

  /** The delay after a failed attempt. Attempts count from 1. */
  static Duration delayAfter(int attempt) {
    Duration doubled = FIRST_DELAY.multipliedBy(1L << Math.min(attempt - 1, 20));
    return doubled.compareTo(LONGEST_DELAY) < 0 ? doubled : LONGEST_DELAY;
  }

  /**
   * Sends one notification after the other until none is due or one fails, since the next would
   * probably fail as well.
   */
  private void empty(NotificationChannel channel) {
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

  private boolean isSent(NotificationChannel channel, Notification notification)
      throws InterruptedException {
    try {
      channel.send(notification);
    } catch (UndeliveredException e) {
      Duration delay = delayAfter(notification.attempt());
      outbox.failed(notification, String.valueOf(e.getMessage()), delay);
      log.warn(
          "Notification {} of alert {} failed attempt {} by {}, next in {} s: {}",
          notification.id(),
          notification.alert().alertId(),
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
        notification.alert().alertId(),
        channel.name(),
        notification.alert().transition().text(),
        notification.alert().title());
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
