package sale.tsh.tds.api.http;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/** Under a service manager a reload runs two processes for a while, and both have this port. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class ManagementListener {

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> sharedPort() {
    return factory -> {
      if (InheritedSocketProtocol.socket().isPresent()) {
        factory.setProtocol(SharedPortProtocol.class.getName());
      }
    };
  }
}
