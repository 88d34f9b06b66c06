package sale.tsh.tds.api.http;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import sale.tsh.tds.metrics.ManagementSettings;
import sale.tsh.tds.settings.Deployment;
import sale.tsh.tds.settings.Environment;

/** The listeners. */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

  @Bean
  ApiSettings apiSettings(Environment environment, Deployment deployment) {
    return ApiSettings.from(environment, deployment);
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> listener(ApiSettings settings) {
    return factory -> {
      factory.setAddress(settings.host());
      factory.setPort(settings.port());
    };
  }

  /** Read when the management port opens, which is after everything else has started. */
  @Autowired
  void management(ManagementServerProperties server, ManagementSettings settings) {
    server.setAddress(settings.host());
  }
}
