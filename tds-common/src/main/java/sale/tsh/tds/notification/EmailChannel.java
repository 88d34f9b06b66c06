package sale.tsh.tds.notification;

import java.util.Locale;
import java.util.Properties;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Sends e-mail through an SMTP server. */
final class EmailChannel implements NotificationChannel {

  private static final String TIMEOUT_MILLIS = "20000";
  private static final int PORT_OF_IMPLICIT_TLS = 465;

  private final EmailSettings settings;
  private final JavaMailSenderImpl mail;

  EmailChannel(EmailSettings settings) {
    this.settings = settings;
    this.mail = sender(settings);
  }

  @Override
  public String name() {
    return "email";
  }

  @Override
  public void send(Notification notification) {
    AlertMessage alert = notification.alert();
    SimpleMailMessage message = new SimpleMailMessage();
    message.setFrom(settings.from());
    message.setTo(settings.to().toArray(String[]::new));
    message.setSubject("[TDS Core] %s: %s".formatted(urgency(alert), alert.title()));
    message.setText(
        """
        %s

        Alert:    %s, %s %s at %s
        Runbook:  %s
        """
            .formatted(
                alert.message(),
                alert.alertId(),
                alert.severity(),
                alert.transition().text(),
                notification.occurredAt(),
                alert.runbook()));
    try {
      mail.send(message);
    } catch (MailException e) {
      throw new UndeliveredException("the mail server did not take it: " + reason(e));
    }
  }

  private static String urgency(AlertMessage alert) {
    return alert.transition() == AlertTransition.RESOLVED
        ? "resolved"
        : alert.severity().toUpperCase(Locale.ROOT);
  }

  private String reason(MailException e) {
    Throwable root = e.getMostSpecificCause();
    String text = root.getClass().getSimpleName() + ": " + root.getMessage();
    return settings.password() == null ? text : text.replace(settings.password(), "…");
  }

  private static JavaMailSenderImpl sender(EmailSettings settings) {
    JavaMailSenderImpl sender = new JavaMailSenderImpl();
    sender.setHost(settings.host());
    sender.setPort(settings.port());
    sender.setUsername(settings.user());
    sender.setPassword(settings.password());
    sender.setDefaultEncoding("UTF-8");
    sender.setJavaMailProperties(properties(settings));
    return sender;
  }

  /** Credentials never leave the machine in clear text, so with credentials TLS is required. */
  static Properties properties(EmailSettings settings) {
    boolean implicitTls = settings.port() == PORT_OF_IMPLICIT_TLS;
    boolean loggingIn = settings.password() != null;
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
    properties.setProperty("mail.smtp.timeout", TIMEOUT_MILLIS);
    properties.setProperty("mail.smtp.writetimeout", TIMEOUT_MILLIS);
    properties.setProperty("mail.smtp.auth", String.valueOf(loggingIn));
    properties.setProperty("mail.smtp.ssl.enable", String.valueOf(implicitTls));
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    properties.setProperty("mail.smtp.starttls.enable", String.valueOf(!implicitTls));
    properties.setProperty(
        "mail.smtp.starttls.required",
        String.valueOf(loggingIn && !implicitTls && !settings.isLoopback()));
    return properties;
  }
}
