package sale.tsh.tds.api.dashboard;

import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import sale.tsh.tds.deadletter.BulkRedrives;
import sale.tsh.tds.statistics.StatisticsKeeper;

/** When the dashboard's duties run. */
@Component
@EnableScheduling
class DashboardDuties {

  private final StatisticsKeeper statistics;
  private final BulkRedrives bulks;

  DashboardDuties(StatisticsKeeper statistics, BulkRedrives bulks) {
    this.statistics = statistics;
    this.bulks = bulks;
  }

  @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
  void stepBulkRedrives() {
    bulks.runOnce();
  }

  @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
  void foldStatistics() {
    statistics.runOnce();
  }

  /** At the start, since a restore is followed by one, and daily. */
  @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.DAYS)
  void recount() {
    statistics.recount();
  }
}
