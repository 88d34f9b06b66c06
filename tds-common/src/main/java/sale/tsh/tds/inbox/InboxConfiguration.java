package sale.tsh.tds.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.queue.DeadLetterQueue;

/** The inbox, the same in both processes. */
@Configuration(proxyBeanMethods = false)
public class InboxConfiguration {

  @Bean
  Inbox inbox(
      JdbcClient jdbc,
      DeadLetterQueue deadLetters,
      TransactionTemplate transactions,
      InstantSource clock,
      MeterRegistry meters) {
    return new Inbox(
        jdbc,
        deadLetters,
        transactions,
        new TimeOrderedIds(clock, new SecureRandom()),
        new InboxMeters(meters));
  }

  @Bean
  KeptRefusals keptRefusals(JdbcClient jdbc) {
    return new KeptRefusals(jdbc);
  }
}
