package sale.tsh.tds.duty;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.settings.Environment;

/** Runs every {@link Duty} bean. */
@Configuration(proxyBeanMethods = false)
public class DutyConfiguration {

  @Bean
  ProcessIdentity processIdentity(Environment environment) {
    return ProcessIdentity.of(environment.text("spring.application.name", "tds"));
  }

  @Bean
  DutyLeases dutyLeases(JdbcClient jdbc, ProcessIdentity self) {
    return new DutyLeases(jdbc, self);
  }

  @Bean
  Duties duties(List<Duty> duties) {
    return new Duties(duties);
  }
}
