package sale.tsh.tds.api.dashboard;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import sale.tsh.tds.deadletter.BulkRedrives;
import sale.tsh.tds.duty.Duty;
import sale.tsh.tds.statistics.StatisticsKeeper;

/** When the dashboard's duties run. */
@Configuration(proxyBeanMethods = false)
class DashboardDuties {

  @Bean
  Duty stepBulkRedrives(BulkRedrives bulks) {
    return new Duty("step bulk redrives", Duration.ofSeconds(1), bulks::runOnce);
  }

  @Bean
  Duty foldStatistics(StatisticsKeeper statistics) {
    return new Duty("fold statistics", Duration.ofSeconds(10), statistics::runOnce);
  }

  /** At the start, since a restore is followed by one, and daily. */
  @Bean
  Duty recount(StatisticsKeeper statistics) {
    return new Duty("recount", Duration.ofDays(1), statistics::recount);
  }
}
