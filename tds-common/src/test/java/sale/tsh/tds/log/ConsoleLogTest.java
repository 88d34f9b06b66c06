package sale.tsh.tds.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;
import sale.tsh.tds.json.Json;
import tools.jackson.databind.JsonNode;

class ConsoleLogTest {

  private final LoggerContext logging = new LoggerContext();
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final Logger log = logging.getLogger("sale.tsh.tds.Sample");

  ConsoleLogTest() {
    logging.putObject(
        Environment.class.getName(),
        new MockEnvironment().withProperty("spring.application.name", "tds-worker"));
    logging.setMDCAdapter(new LogbackMDCAdapter());
    PatternLayoutEncoder text = new PatternLayoutEncoder();
    text.setContext(logging);
    text.setPattern("%level %msg%n%ex");
    text.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(logging);
    console.setEncoder(text);
    console.start();
    console.setOutputStream(written);
    logging.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(console);
    logging.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(ch.qos.logback.classic.Level.DEBUG);
  }

  @Test
  void linesStayAsTheyAreOnAConsole() {
    ConsoleLog.shape(logging, LogFormat.TEXT, false);
    log.error("Event {} failed", 7);
    assertThat(lines()).containsExactly("ERROR Event 7 failed");
  }

  @Test
  void theJournalReadsAPriorityBeforeEachLine() {
    ConsoleLog.shape(logging, LogFormat.TEXT, true);
    log.error("an error");
    log.warn("a warning");
    log.info("a message");
    log.debug("a detail");
    assertThat(lines())
        .containsExactly(
            "<3>ERROR an error", "<4>WARN a warning", "<6>INFO a message", "<7>DEBUG a detail");
  }

  @Test
  void everyLineOfAStackTraceIsAnError() {
    ConsoleLog.shape(logging, LogFormat.TEXT, true);
    log.error("two\nlines", new IllegalStateException("broken", new RuntimeException("cause")));
    assertThat(lines())
        .hasSizeGreaterThan(5)
        .allMatch(line -> line.startsWith("<3>"))
        .anyMatch(line -> line.startsWith("<3>Caused by: java.lang.RuntimeException: cause"))
        .anyMatch(line -> line.startsWith("<3>\tat "));
  }

  @Test
  void jsonIsOneObjectALine() {
    ConsoleLog.shape(logging, LogFormat.JSON, false);
    log.warn("Event {} \"quoted\"\nand more", 7, new IllegalStateException("broken"));
    log.info("next");

    assertThat(lines()).hasSize(2);
    JsonNode line = Json.parse(lines().getFirst());
    assertThat(line.at("/log/level").asString()).isEqualTo("WARN");
    assertThat(line.at("/message").asString()).isEqualTo("Event 7 \"quoted\"\nand more");
    assertThat(line.at("/service/name").asString()).isEqualTo("tds-worker");
    assertThat(line.at("/error/message").asString()).isEqualTo("broken");
  }

  @Test
  void jsonHasItsPriorityInTheJournalToo() {
    ConsoleLog.shape(logging, LogFormat.JSON, true);
    log.error("broken");
    assertThat(lines()).singleElement().asString().startsWith("<3>{");
  }

  @Test
  void theJournalReadsUsWhereItsStreamIsOurOutput() {
    String output = String.valueOf(Journal.stream(Path.of("/proc/self/fd/1")));

    assertThat(Journal.reads(output)).isTrue();
  }

  @Test
  void theJournalDoesNotReadAChildThatOnlyInheritedTheVariable() {
    assertThat(Journal.reads("1:2")).isFalse();
    assertThat(Journal.reads(null)).isFalse();
  }

  private List<String> lines() {
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
