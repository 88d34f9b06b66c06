package sale.tsh.tds.api.http;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import sale.tsh.tds.settings.Deployment;
import sale.tsh.tds.settings.Environment;

/** The listener. */
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
}
