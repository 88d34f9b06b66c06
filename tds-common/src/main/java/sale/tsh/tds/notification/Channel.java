package sale.tsh.tds.notification;

/** A way to reach people. */
interface Channel {

  /** The text in {@code tds_notifications.channel}. */
  String name();

  /**
   * Returns when the other side has taken the notification.
   *
   * @throws UndeliveredException if it has not; its message shows no secret
   */
  void send(Notification notification) throws InterruptedException;
}
