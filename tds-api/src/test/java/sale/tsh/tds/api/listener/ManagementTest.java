package sale.tsh.tds.api.listener;

import sale.tsh.tds.api.TdsApi;
import sale.tsh.tds.testing.ManagementContract;

class ManagementTest extends ManagementContract {

  ManagementTest() {
    super(TdsApi.class, "local.management.port", "API_PORT=0", "API_MANAGEMENT_PORT=0");
  }
}
