package sale.tsh.tds.worker;

import org.junit.jupiter.api.Test;
import sale.tsh.tds.process.ProcessIdentity;
import sale.tsh.tds.testing.DocumentedSettings;
import sale.tsh.tds.worker.maintenance.RetentionSettings;
import sale.tsh.tds.worker.reconcile.PullSettings;
import sale.tsh.tds.worker.runtime.WorkerSettings;
import sale.tsh.tds.worker.zoho.ZohoSettings;

class SettingsDocumentTest {

  @Test
  void documentListsTheDefaultsOfTheWorker() {
    ProcessIdentity self = ProcessIdentity.of("test");
    DocumentedSettings.assertDocumented(settings -> WorkerSettings.from(settings, self));
    DocumentedSettings.assertDocumented(RetentionSettings::from);
    DocumentedSettings.assertDocumented(PullSettings::from);
    DocumentedSettings.assertDocumented(ZohoSettings::from);
  }
}
