package sale.tsh.tds.bench.ours;

import java.util.concurrent.atomic.AtomicInteger;
import sale.tsh.tds.bench.measure.Pause;
import sale.tsh.tds.bench.postgres.Server;
import sale.tsh.tds.bench.postgres.Tables;

/** The filling of an empty mirror beside a trial. */
final class Backfill implements AutoCloseable {

  /** How fast records are pulled. */
  enum Pace {
    /** One a second, the most calls that a worker makes in a minute. */
    OF_ZOHO(1, 1_000),
    /** As many wait as a worker lets wait, which is faster than any API of Zoho allows it. */
    FULL(100, 20);

    private final int mostUnfinished;
    private final int pauseMillis;

    Pace(int mostUnfinished, int pauseMillis) {
      this.mostUnfinished = mostUnfinished;
      this.pauseMillis = pauseMillis;
    }
  }

  private final Server server;
  private final Pace pace;
  private final AtomicInteger pulled = new AtomicInteger();
  private final Thread thread = Thread.ofPlatform().name("backfill").unstarted(this::run);
  private volatile boolean ending;

  private Backfill(Server server, Pace pace) {
    this.server = server;
    this.pace = pace;
  }

  static Backfill start(Server server, Pace pace) {
    Backfill backfill = new Backfill(server, pace);
    backfill.thread.start();
    return backfill;
  }

  /** How many records were pulled. */
  int pulled() {
    return pulled.get();
  }

  private void run() {
    while (!ending) {
      int room = pace.mostUnfinished - Tables.unfinishedPulls(server);
      if (room > 0) {
        Tables.pull(server, pulled.get(), room);
        pulled.addAndGet(room);
      }
      Pause.millis(pace.pauseMillis);
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
