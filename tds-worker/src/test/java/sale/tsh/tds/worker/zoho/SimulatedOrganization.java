package sale.tsh.tds.worker.zoho;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import sale.tsh.tds.settings.Settings;
import sale.tsh.tds.simulator.ZohoSimulator;
import sale.tsh.tds.worker.SteppedWorker;

/**
 * An organisation in a simulated Zoho that nobody has called yet, and a clock that stands still.
 */
final class SimulatedOrganization implements AutoCloseable {

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private final SteppedWorker worker;
  private final ZohoSimulator zoho;

  /**
   * Forgets what the worker's database knows of organisations.
   *
   * @param worker whose database the clients use
   */
  SimulatedOrganization(SteppedWorker worker) {
    this.worker = worker;
    worker.jdbc().sql("delete from tds_pull_budgets").update();
    worker.jdbc().sql("delete from tds_zoho_tokens").update();
    zoho = ZohoSimulator.start(0, now::get);
  }

  ZohoSimulator zoho() {
    return zoho;
  }

  Instant now() {
    return now.get();
  }

  void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  /** The client of a process with these settings and the address of the simulator. */
  ZohoApi client(String owner, Map<String, String> settings) {
    ZohoSettings read = settings(settings);
    return new ZohoApi(worker.jdbc(), read, budget(settings), now::get, new Random(1), owner);
  }

  /** The budget of the same settings. */
  CallBudget budget(Map<String, String> settings) {
    CallBudget budget = new CallBudget(worker.jdbc(), settings(settings), now::get);
    budget.prepare();
    return budget;
  }

  /** The check of a process with these settings. */
  OrganizationCheck check(Map<String, String> settings) {
    return new OrganizationCheck(
        worker.jdbc(),
        settings(settings),
        budget(settings),
        client("worker-1", settings),
        now::get);
  }

  /** The settings that reach the simulator, each of which may be given otherwise. */
  ZohoSettings settings(Map<String, String> given) {
    Map<String, String> environment = new HashMap<>();
    environment.put("ZOHO_CLIENT_ID", ZohoSimulator.CLIENT_ID);
    environment.put("ZOHO_CLIENT_SECRET", ZohoSimulator.CLIENT_SECRET);
    environment.put("ZOHO_REFRESH_TOKEN", ZohoSimulator.REFRESH_TOKEN);
    environment.put("ZOHO_ORGANIZATION_ID", ZohoSimulator.ORGANIZATION_ID);
    environment.put("ZOHO_API_URL", zoho.baseUri().toString());
    environment.put("ZOHO_ACCOUNTS_URL", zoho.baseUri().toString());
    environment.putAll(given);
    return ZohoSettings.from(new Settings(environment::get)).orElseThrow();
  }

  @Override
  public void close() {
    zoho.close();
  }
}
