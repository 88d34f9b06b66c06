package sale.tsh.tds.settings;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The settings of this process, and which of them its deployment requires. */
@Configuration(proxyBeanMethods = false)
public class SettingsConfiguration {

  @Bean
  Settings settings(Environment environment) {
    return new Settings(environment::getProperty);
  }

  @Bean
  Deployment deployment(Settings settings) {
    return Deployment.from(settings);
  }
}
