package sale.tsh.tds.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.queue.EventQueue;
import sale.tsh.tds.queue.MeteredEventQueue;
import sale.tsh.tds.queue.RetryPolicy;
import sale.tsh.tds.settings.Environment;

/** The inbox and the queue, alike in both processes. */
@Configuration(proxyBeanMethods = false)
public class InboxConfiguration {

  @Bean
  EventQueue eventQueue(JdbcClient jdbc, Environment environment, MeterRegistry meters) {
    return new MeteredEventQueue(
        jdbc, RetryPolicy.from(environment), RandomGenerator.getDefault(), meters);
  }

  @Bean
  Inbox inbox(
      JdbcClient jdbc, EventQueue queue, TransactionTemplate transactions, MeterRegistry meters) {
    return new MeteredInbox(
        jdbc,
        queue,
        transactions,
        new TimeOrderedIds(InstantSource.system(), new SecureRandom()),
        meters);
  }
}
