package sale.tsh.tds.bench.ours;

import java.util.concurrent.atomic.AtomicInteger;
import sale.tsh.tds.bench.measure.Pause;
import sale.tsh.tds.bench.postgres.Server;
import sale.tsh.tds.bench.postgres.Tables;

/**
 * The filling of an empty mirror beside a trial, faster than any API of Zoho allows it. As many
 * pulled events wait as a worker lets wait.
 */
final class Backfill implements AutoCloseable {

  private static final int MOST_UNFINISHED = 100;
  private static final int LOOK_MILLIS = 20;

  private final Server server;
  private final AtomicInteger pulled = new AtomicInteger();
  private final Thread thread = Thread.ofPlatform().name("backfill").unstarted(this::run);
  private volatile boolean ending;

  private Backfill(Server server) {
    this.server = server;
  }

  static Backfill start(Server server) {
    Backfill backfill = new Backfill(server);
    backfill.thread.start();
    return backfill;
  }

  /** How many records were pulled. */
  int pulled() {
    return pulled.get();
  }

  private void run() {
    while (!ending) {
      int room = MOST_UNFINISHED - Tables.unfinishedPulls(server);
      if (room > 0) {
        Tables.pull(server, pulled.get(), room);
        pulled.addAndGet(room);
      }
      Pause.millis(LOOK_MILLIS);
    }
  }

  @Override
  public void close() {
    ending = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
