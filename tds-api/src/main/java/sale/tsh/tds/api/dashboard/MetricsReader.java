package sale.tsh.tds.api.dashboard;

import java.time.InstantSource;
import org.springframework.stereotype.Component;
import sale.tsh.tds.alert.Alerts;
import sale.tsh.tds.queue.PausedKinds;
import sale.tsh.tds.statistics.QueueCounts;
import sale.tsh.tds.statistics.Statistics;

/** Collects the system's figures; the caller gives the transaction. */
@Component
public class MetricsReader {

  private final Statistics statistics;
  private final PausedKinds pausedKinds;
  private final DatabaseFigures database;
  private final Alerts alerts;
  private final InstantSource clock = InstantSource.system();

  MetricsReader(
      Statistics statistics, PausedKinds pausedKinds, DatabaseFigures database, Alerts alerts) {
    this.statistics = statistics;
    this.pausedKinds = pausedKinds;
    this.database = database;
    this.alerts = alerts;
  }

  /** All figures of this moment. */
  public Metrics read() {
    QueueCounts counts = statistics.queueCounts();
    return new Metrics(
        clock.instant(),
        new Metrics.Queue(
            counts,
            statistics.oldestPendingAge().toMillis() / 1_000.0,
            counts.deadLetter(),
            pausedKinds.list()),
        new Metrics.Processing(Metrics.Rates.of(statistics.lastHour())),
        new Metrics.Database(
            database.tableSizes(), database.activeConnections(), database.maxConnections()),
        alerts.active().stream().map(Metrics.Alert::of).toList());
  }
}
