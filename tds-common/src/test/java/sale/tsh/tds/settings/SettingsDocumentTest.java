package sale.tsh.tds.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.alert.AlertSettings;
import sale.tsh.tds.metrics.ManagementSettings;
import sale.tsh.tds.persistence.DatabaseSettings;
import sale.tsh.tds.queue.RetryPolicy;
import sale.tsh.tds.testing.Checkout;
import sale.tsh.tds.testing.DocumentedSettings;

/**
 * Checks that {@code docs/settings.md}, the program and {@code deploy/env.example} have the same
 * settings. The classes of this name in other packages compare the defaults of their records.
 */
class SettingsDocumentTest {

  private static final Pattern RECORD =
      Pattern.compile(
          "(?<!private )static \\S+ from\\(Settings \\w+(, (?:Deployment|ProcessIdentity) \\w+)?\\)");
  private static final Pattern NAME = Pattern.compile("\"([A-Z]+(?:_[A-Z]+)+)\"");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z_]+):([^}]*)}");
  private static final Pattern EXAMPLE = Pattern.compile("(?m)^(#?)([A-Z][A-Z_]*)=(.*)$");

  /** Names in the code that no operator sets, of systemd and of Spring Security. */
  private static final Set<String> NO_SETTINGS =
      Set.of(
          "JOURNAL_STREAM", "NOTIFY_SOCKET", "WATCHDOG_USEC", "RUNTIME_DIRECTORY", "ROLE_OPERATOR");

  /**
   * Values of the example that are for a server, while the default is for a developer's machine.
   */
  private static final Map<String, String> FOR_A_SERVER =
      Map.of("ENVIRONMENT", "production", "DASHBOARD_USER", "operator");

  @Test
  void documentListsTheDefaultsOfTheProgram() {
    DocumentedSettings.assertDocumented(Deployment::from);
    DocumentedSettings.assertDocumented(DatabaseSettings::from);
    DocumentedSettings.assertDocumented(RetryPolicy::from);
    DocumentedSettings.assertDocumented(AlertSettings::from);
    DocumentedSettings.assertDocumented(ManagementSettings::from);
  }

  @Test
  void everyRecordOfSettingsIsComparedWithTheDocument() {
    String comparisons =
        Checkout.files("/SettingsDocumentTest.java").stream()
            .map(Checkout::read)
            .collect(Collectors.joining());
    List<String> records =
        program(".java")
            .filter(file -> RECORD.matcher(Checkout.read(file)).find())
            .map(Checkout::className)
            .toList();
    assertThat(records)
        .hasSizeGreaterThan(10)
        .allMatch(
            name -> comparisons.contains(name + "::from") || comparisons.contains(name + ".from("));
  }

  /** Lesson 17: no code read the variables that the operations guide named. */
  @Test
  void everyVariableOfTheDocumentIsReadByTheProgram() {
    String program =
        Stream.concat(
                program(".java", ".yaml"), Stream.of("deploy/bin/tds-backup", "deploy/bin/tds-run"))
            .map(Checkout::read)
            .collect(Collectors.joining());
    assertThat(program).contains(DocumentedSettings.defaults().keySet());
  }

  @Test
  void everyVariableThatTheProgramReadsIsInTheDocument() {
    Set<String> read =
        program(".java")
            .flatMap(file -> NAME.matcher(Checkout.read(file)).results())
            .map(name -> name.group(1))
            .filter(name -> !NO_SETTINGS.contains(name))
            .collect(Collectors.toSet());
    assertThat(read).hasSizeGreaterThan(40);
    assertThat(DocumentedSettings.defaults().keySet()).containsAll(read);
  }

  @Test
  void placeholdersOfSpringsFilesHaveTheDocumentedDefaults() {
    Map<String, String> placeholders = new HashMap<>();
    program(".yaml")
        .flatMap(file -> PLACEHOLDER.matcher(Checkout.read(file)).results())
        .forEach(each -> placeholders.put(each.group(1), each.group(2)));
    assertThat(placeholders).hasSize(3);
    assertThat(DocumentedSettings.defaults()).containsAllEntriesOf(placeholders);
  }

  @Test
  void exampleHasEachVariableOnceWithItsDefault() {
    Map<String, String> expected = new HashMap<>(DocumentedSettings.defaults());
    expected.putAll(FOR_A_SERVER);
    List<Map.Entry<String, String>> lines =
        EXAMPLE
            .matcher(Checkout.read("deploy/env.example"))
            .results()
            .map(line -> Map.entry(line.group(2), line.group(3)))
            .toList();
    assertThat(lines).containsExactlyInAnyOrderElementsOf(expected.entrySet());
  }

  private static Stream<String> program(String... endings) {
    return Checkout.files(endings).stream()
        .filter(file -> file.matches("tds-(common|api|worker)/src/main/.*"));
  }
}
