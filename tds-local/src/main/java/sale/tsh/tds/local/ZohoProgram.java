package sale.tsh.tds.local;

import java.util.List;
import java.util.Map;
import sale.tsh.tds.simulator.ZohoSimulator;

/**
 * The simulator of Zoho that runs beside the demo. The launcher's own jar holds it, so no jar of a
 * server does. It has its records in memory.
 */
record ZohoProgram(CopiedJar jar, int port) implements Program {

  static ZohoProgram of(LocalSettings settings) {
    return new ZohoProgram(CopiedJar.of("tds-local", settings), settings.zohoPort());
  }

  /**
   * The settings of a worker that pulls from it. The times are short, so that nobody waits for the
   * demo.
   */
  Map<String, String> workerVariables() {
    return Map.of(
        "ZOHO_CLIENT_ID",
        ZohoSimulator.CLIENT_ID,
        "ZOHO_CLIENT_SECRET",
        ZohoSimulator.CLIENT_SECRET,
        "ZOHO_REFRESH_TOKEN",
        ZohoSimulator.REFRESH_TOKEN,
        "ZOHO_ORGANIZATION_ID",
        ZohoSimulator.ORGANIZATION_ID,
        "ZOHO_API_URL",
        address(),
        "ZOHO_ACCOUNTS_URL",
        address(),
        "ZOHO_API_DAILY_SHARE",
        "100",
        "ZOHO_API_MINUTE_LIMIT",
        "100000",
        "ZOHO_PULL_INTERVAL",
        "3s",
        "ZOHO_PULL_PATIENCE",
        "1s");
  }

  @Override
  public String name() {
    return "zoho";
  }

  @Override
  public String address() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public Map<String, Integer> ports() {
    return Map.of(LocalSettings.ZOHO_PORT, port);
  }

  @Override
  public void prepare() {
    jar.prepare();
  }

  @Override
  public List<String> command() {
    return List.of(
        PackagedJar.java(),
        "-Xmx192m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        jar.copy().toString(),
        "-Dloader.main=sale.tsh.tds.simulator.SimulatorProgram",
        "org.springframework.boot.loader.launch.PropertiesLauncher",
        Integer.toString(port));
  }

  @Override
  public Map<String, String> variables() {
    return Map.of();
  }

  @Override
  public boolean isHealthy() {
    return HealthCheck.passes(address() + "/simulator/health");
  }

  @Override
  public boolean askToEnd(ProcessHandle process) {
    return process.destroy();
  }
}
