package sale.tsh.tds.log;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.util.Iterator;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import sale.tsh.tds.settings.Settings;

/** Formats the console's lines as soon as Spring Boot has set up logging. */
final class ConsoleLog
    implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

  private static final String ELASTIC_COMMON_SCHEMA = "ecs";

  @Override
  public int getOrder() {
    return LoggingApplicationListener.DEFAULT_ORDER + 1;
  }

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    LogFormat format =
        new Settings(event.getEnvironment()::getProperty)
            .choice("LOG_FORMAT", LogFormat.class, LogFormat.TEXT);
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logging) {
      shape(logging, format, Journal.reads(System.getenv("JOURNAL_STREAM")));
    }
  }

  static void shape(LoggerContext logging, LogFormat format, boolean forJournal) {
    Iterator<Appender<ILoggingEvent>> appenders =
        logging.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders();
    while (appenders.hasNext()) {
      if (appenders.next() instanceof ConsoleAppender<ILoggingEvent> console) {
        Encoder<ILoggingEvent> text =
            format == LogFormat.JSON ? json(logging) : lines(logging, console.getEncoder());
        console.setEncoder(forJournal ? prioritized(logging, text) : text);
      }
    }
  }

  private static Encoder<ILoggingEvent> json(LoggerContext logging) {
    StructuredLogEncoder encoder = new StructuredLogEncoder();
    encoder.setFormat(ELASTIC_COMMON_SCHEMA);
    return started(logging, encoder);
  }

  /** JSON needs no such encoder, because it escapes characters that break a line. */
  private static Encoder<ILoggingEvent> lines(LoggerContext logging, Encoder<ILoggingEvent> text) {
    return text instanceof LineEncoder ? text : started(logging, new LineEncoder(text));
  }

  private static Encoder<ILoggingEvent> prioritized(
      LoggerContext logging, Encoder<ILoggingEvent> text) {
    return started(logging, new JournalEncoder(text));
  }

  private static Encoder<ILoggingEvent> started(
      LoggerContext logging, Encoder<ILoggingEvent> encoder) {
    encoder.setContext(logging);
    encoder.start();
    return encoder;
  }
}
