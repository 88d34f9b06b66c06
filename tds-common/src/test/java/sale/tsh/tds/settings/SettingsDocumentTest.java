package sale.tsh.tds.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.alert.AlertSettings;
import sale.tsh.tds.metrics.ManagementSettings;
import sale.tsh.tds.persistence.DatabaseSettings;
import sale.tsh.tds.queue.RetryPolicy;
import sale.tsh.tds.testing.DocumentedSettings;

/** Lesson 17: environment variables named in the guide were read by no code. */
class SettingsDocumentTest {

  @Test
  void itsDefaultsAreTheProgramsOwn() {
    DocumentedSettings.hold(Deployment::from);
    DocumentedSettings.hold(DatabaseSettings::from);
    DocumentedSettings.hold(RetryPolicy::from);
    DocumentedSettings.hold(AlertSettings::from);
    DocumentedSettings.hold(ManagementSettings::from);
  }

  @Test
  void everyVariableInItIsReadByTheProgram() throws IOException {
    StringBuilder program = new StringBuilder();
    for (String part :
        List.of("tds-common/src/main", "tds-api/src/main", "tds-worker/src/main", "deploy/bin")) {
      try (Stream<Path> files = Files.walk(Path.of("..", part))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          program.append(Files.readString(file));
        }
      }
    }
    assertThat(program.toString()).contains(DocumentedSettings.defaults().keySet());
  }
}
