package sale.tsh.tds.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sale.tsh.tds.settings.Settings;

/** Runs each channel against a real server of its kind. */
class ChannelsTest {

  private static final UUID ALERT = UUID.fromString("6a4c1f60-5ce6-4a7b-9c11-0d3b8a5a2f10");

  @Test
  void slackMessageHasEveryField() throws InterruptedException {
    try (StubServer slack = new StubServer()) {
      new SlackChannel(slack.address())
          .send(notification(AlertTransition.RAISED, "1 < 2 & 3 > 2."));

      assertThat(slack.taken().getFirst().get("text").asString())
          .isEqualTo(
              """
              :red_circle: *Queue Backlog Critical* (critical raised)
              1 &lt; 2 &amp; 3 &gt; 2.
              Runbook: https://docs.example.com/#alert-queue-backlog\
              """);
    }
  }

  @Test
  void slackMessageShowsThatTheAlertIsResolved() throws InterruptedException {
    try (StubServer slack = new StubServer()) {
      new SlackChannel(slack.address())
          .send(notification(AlertTransition.RESOLVED, "3 events are pending."));

      assertThat(slack.taken().getFirst().get("text").asString())
          .startsWith(":white_check_mark: *Queue Backlog Critical* (critical resolved)\n");
    }
  }

  @Test
  void webhookGetsEveryFieldByName() throws InterruptedException {
    try (StubServer receiver = new StubServer()) {
      new WebhookChannel(receiver.address())
          .send(notification(AlertTransition.ESCALATED, "1,001 events."));

      assertThat(receiver.taken().getFirst().toString())
          .isEqualTo(
              """
              {"notification_id":7,"alert_id":"6a4c1f60-5ce6-4a7b-9c11-0d3b8a5a2f10",\
              "change":"escalated","cause":"queue-backlog","severity":"critical",\
              "title":"Queue Backlog Critical","message":"1,001 events.",\
              "runbook":"https://docs.example.com/#alert-queue-backlog",\
              "occurred_at":"2026-11-24T10:00:00Z"}\
              """);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 404, 429, 500})
  void failureForAnErrorStatusShowsNoSecret(int status) {
    try (StubServer slack = new StubServer()) {
      slack.answer(status);

      assertThatThrownBy(() ->
              new SlackChannel(slack.address()).send(notification(AlertTransition.RAISED, "So.")))
          .isInstanceOf(UndeliveredException.class)
          .hasMessage("it answered HTTP " + status)
          .hasNoCause();
    }
  }

  @Test
  void failureWithoutAnAnswerShowsNoSecret() {
    URI nobody;
    try (StubServer closed = new StubServer()) {
      nobody = closed.address();
    }

    assertThatThrownBy(
            () -> new SlackChannel(nobody).send(notification(AlertTransition.RAISED, "So.")))
        .isInstanceOf(UndeliveredException.class)
        .hasMessage("it did not answer: ConnectException")
        .hasNoCause();
  }

  @Test
  void mailGoesToEveryRecipient() throws Exception {
    GreenMail server = mailServer();
    try {
      email(server, Map.of())
          .send(notification(AlertTransition.RAISED, "1,001 events are pending."));

      assertThat(server.getReceivedMessages()).hasSize(2);
      MimeMessage mail = server.getReceivedMessages()[0];
      assertThat(mail.getSubject()).isEqualTo("[TDS Core] CRITICAL: Queue Backlog Critical");
      assertThat(mail.getFrom()[0]).hasToString("tds@example.com");
      assertThat(mail.getRecipients(Message.RecipientType.TO))
          .extracting(Object::toString)
          .containsExactly("ops@example.com", "Ali <ali@example.com>");
      assertThat(mail.getContent().toString().replace("\r\n", "\n"))
          .isEqualTo(
              """
              1,001 events are pending.

              Alert:    6a4c1f60-5ce6-4a7b-9c11-0d3b8a5a2f10, critical raised at 2026-11-24T10:00:00Z
              Runbook:  https://docs.example.com/#alert-queue-backlog\
              """);
    } finally {
      server.stop();
    }
  }

  @Test
  void mailSubjectSaysThatTheAlertIsResolved() throws Exception {
    GreenMail server = mailServer();
    try {
      email(server, Map.of()).send(notification(AlertTransition.RESOLVED, "3 events are pending."));

      assertThat(server.getReceivedMessages()[0].getSubject())
          .isEqualTo("[TDS Core] resolved: Queue Backlog Critical");
    } finally {
      server.stop();
    }
  }

  @Test
  void mailLogsInIfItHasCredentials() {
    GreenMail server = mailServer();
    server.setUser("tds", "Pa55word");
    server.getManagers().getUserManager().setAuthRequired(true);
    try {
      email(server, Map.of("SMTP_USER", "tds", "SMTP_PASSWORD", "Pa55word"))
          .send(notification(AlertTransition.RAISED, "So."));

      assertThat(server.getReceivedMessages()).hasSize(2);
    } finally {
      server.stop();
    }
  }

  @Test
  void failureForARefusedMailShowsNoSecret() {
    GreenMail server = mailServer();
    server.setUser("tds", "Pa55word");
    server.getManagers().getUserManager().setAuthRequired(true);
    try {
      EmailChannel channel = email(server, Map.of("SMTP_USER", "tds", "SMTP_PASSWORD", "Wr0ng"));

      assertThatThrownBy(() -> channel.send(notification(AlertTransition.RAISED, "So.")))
          .isInstanceOf(UndeliveredException.class)
          .hasMessageStartingWith("the mail server did not take it: ")
          .hasMessageNotContaining("Wr0ng")
          .hasNoCause();
      assertThat(server.getReceivedMessages()).isEmpty();
    } finally {
      server.stop();
    }
  }

  @Test
  void credentialsLeaveTheMachineOnlyEncrypted() {
    EmailSettings settings =
        settings(Map.of("SMTP_HOST", "mail.example.com", "SMTP_USER", "u", "SMTP_PASSWORD", "p"));

    assertThat(EmailChannel.properties(settings))
        .containsEntry("mail.smtp.starttls.required", "true")
        .containsEntry("mail.smtp.ssl.checkserveridentity", "true");
  }

  private static GreenMail mailServer() {
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
    return server;
  }

  private static EmailChannel email(GreenMail server, Map<String, String> more) {
    Map<String, String> variables = new HashMap<>(more);
    variables.put("SMTP_HOST", "127.0.0.1");
    variables.put("SMTP_PORT", String.valueOf(server.getSmtp().getPort()));
    return new EmailChannel(settings(variables));
  }

  private static EmailSettings settings(Map<String, String> more) {
    Map<String, String> variables = new HashMap<>(more);
    variables.put("EMAIL_FROM", "tds@example.com");
    variables.put("EMAIL_TO", "ops@example.com, Ali <ali@example.com>");
    return EmailSettings.from(new Settings(variables::get)).orElseThrow();
  }

  private static Notification notification(AlertTransition transition, String message) {
    return new Notification(
        7,
        new AlertMessage(
            ALERT,
            transition,
            "queue-backlog",
            "critical",
            "Queue Backlog Critical",
            message,
            "https://docs.example.com/#alert-queue-backlog"),
        Instant.parse("2026-11-24T10:00:00Z"),
        1);
  }
}
