package sale.tsh.tds.api.http;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/**
 * Under a service manager a reload runs two processes for a while, and both have the management
 * port. Without an annotation, since it belongs to the context of that port only, which finds it in
 * {@code META-INF/spring}; the scan of this package must not.
 */
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
