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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
  void linesStayUnchangedOnAConsole() {
    ConsoleLog.shape(logging, LogFormat.TEXT, false);
    log.error("Event {} failed", 7);
    assertThat(lines()).containsExactly("ERROR Event 7 failed");
  }

  /** Text of a caller, such as a path, may be in a message or in that of an exception. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void textOfACallerStartsNoLine(boolean forJournal) {
    ConsoleLog.shape(logging, LogFormat.TEXT, forJournal);
    String text =
        "x\r\n2026-11-29 ERROR forged\u001b[2J\u0085\u2028\u2029\u202e\u200b\udc00 é عميل 😀";
    RuntimeException suppressed = new RuntimeException(text);
    RuntimeException thrown = new IllegalStateException(text, new RuntimeException(text));
    thrown.addSuppressed(suppressed);
    log.error("Refused {}", text, thrown);

    String harmless =
        "x\\r\\n2026-11-29 ERROR forged\\u001b[2J\\u0085\\u2028\\u2029\\u202e\\u200b\\udc00 é عميل 😀";
    assertThat(lines())
        .filteredOn(line -> line.contains("forged"))
        .hasSize(4)
        .allSatisfy(line ->
            assertThat(line)
                .containsPattern("^(<3>)?(ERROR Refused|java.lang.Ill|\\tSuppressed: |Caused by: )")
                .endsWith(harmless));
  }

  @Test
  void reportOfAFailedStartKeepsItsLines() {
    ConsoleLog.shape(logging, LogFormat.TEXT, false);
    logging
        .getLogger("org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter")
        .error("\n\nAPPLICATION FAILED TO START\n\nDescription:");
    assertThat(lines()).contains("APPLICATION FAILED TO START", "Description:");
  }

  @Test
  void textOfACallerBreaksNoJsonLine() {
    ConsoleLog.shape(logging, LogFormat.JSON, false);
    String text = "x\r\nforged\u001b\u0085";
    log.error("Refused {}", text, new IllegalStateException(text));
    assertThat(lines()).singleElement().asString().matches("\\P{Cc}*");
    assertThat(Json.parse(lines().getFirst()).at("/message").asString())
        .isEqualTo("Refused " + text);
  }

  @Test
  void journalReadsAPriorityBeforeEachLine() {
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
  void jsonIsOneObjectPerLine() {
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
  void jsonHasAPriorityInTheJournalToo() {
    ConsoleLog.shape(logging, LogFormat.JSON, true);
    log.error("broken");
    assertThat(lines()).singleElement().asString().startsWith("<3>{");
  }

  @Test
  void journalReadsAProcessWhoseOutputIsItsStream() {
    String output = String.valueOf(Journal.stream(Path.of("/proc/self/fd/1")));

    assertThat(Journal.reads(output)).isTrue();
  }

  @Test
  void journalDoesNotReadAChildThatOnlyInheritedTheVariable() {
    assertThat(Journal.reads("1:2")).isFalse();
    assertThat(Journal.reads(null)).isFalse();
  }

  private List<String> lines() {
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
