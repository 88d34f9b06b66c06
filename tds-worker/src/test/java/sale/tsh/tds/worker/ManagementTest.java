package sale.tsh.tds.worker;

import sale.tsh.tds.testing.ManagementContract;

class ManagementTest extends ManagementContract {

  ManagementTest() {
    super(TdsWorker.class, "local.server.port", "WORKER_MANAGEMENT_PORT=0", "WORKER_CONCURRENCY=1");
  }
}
