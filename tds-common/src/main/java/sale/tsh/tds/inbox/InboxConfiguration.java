package sale.tsh.tds.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.queue.DeadLetterQueue;
import sale.tsh.tds.queue.EventQueue;
import sale.tsh.tds.queue.QueueListener;
import sale.tsh.tds.queue.QueueMeters;
import sale.tsh.tds.queue.RetryPolicy;
import sale.tsh.tds.settings.Settings;

/** The inbox and the queue, alike in both processes. */
@Configuration(proxyBeanMethods = false)
public class InboxConfiguration {

  @Bean
  RetryPolicy retryPolicy(Settings settings) {
    return RetryPolicy.from(settings);
  }

  @Bean
  QueueListener queueListener(MeterRegistry meters) {
    return new QueueMeters(meters);
  }

  @Bean
  EventQueue eventQueue(JdbcClient jdbc, RetryPolicy retryPolicy, QueueListener listener) {
    return new EventQueue(jdbc, retryPolicy, RandomGenerator.getDefault(), listener);
  }

  @Bean
  DeadLetterQueue deadLetterQueue(JdbcClient jdbc, QueueListener listener) {
    return new DeadLetterQueue(jdbc, listener);
  }

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
