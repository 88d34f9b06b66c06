package sale.tsh.tds.worker;

import org.junit.jupiter.api.Test;
import sale.tsh.tds.testing.DocumentedSettings;
import sale.tsh.tds.worker.maintenance.RetentionSettings;
import sale.tsh.tds.worker.runtime.WorkerSettings;

class SettingsDocumentTest {

  @Test
  void itsDefaultsAreTheProgramsOwn() {
    DocumentedSettings.hold(WorkerSettings::from);
    DocumentedSettings.hold(RetentionSettings::from);
  }
}
