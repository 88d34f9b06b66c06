package sale.tsh.tds.worker.zoho;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import sale.tsh.tds.worker.SteppedWorker;

/** One worker for all tests of a class, and a new simulated organisation for each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WithOrganization {

  SteppedWorker worker;
  SimulatedOrganization organization;

  @BeforeAll
  void startWorker() {
    worker = new SteppedWorker();
  }

  @AfterAll
  void stopWorker() {
    worker.close();
  }

  @BeforeEach
  void startZoho() {
    organization = new SimulatedOrganization(worker);
  }

  @AfterEach
  void stopZoho() {
    organization.close();
  }

  /** A client of the organisation with the default settings. */
  final ZohoApi client() {
    return client(Map.of());
  }

  final ZohoApi client(Map<String, String> settings) {
    return organization.client("worker-1", settings);
  }
}
