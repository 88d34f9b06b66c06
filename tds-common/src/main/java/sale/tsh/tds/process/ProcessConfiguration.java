package sale.tsh.tds.process;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import sale.tsh.tds.settings.Settings;

/** The identity of this process, and the clock that its parts share. */
@Configuration(proxyBeanMethods = false)
public class ProcessConfiguration {

  @Bean
  ProcessIdentity processIdentity(Settings settings) {
    return ProcessIdentity.of(settings.text("spring.application.name", "tds"));
  }

  @Bean
  InstantSource clock() {
    return InstantSource.system();
  }
}
