package sale.tsh.tds.notification;

/** A way to notify people. */
interface NotificationChannel {

  /** The text in {@code tds_notifications.channel}. */
  String name();

  /**
   * Returns when the receiver has accepted the notification.
   *
   * @throws UndeliveredException if the receiver has not; its message shows no secret
   */
  void send(Notification notification) throws InterruptedException;
}
