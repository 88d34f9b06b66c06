package sale.tsh.tds.api.listener;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/**
 * Lets two processes share the management port, as they do during a reload under a service manager.
 * The class has no annotation, because the scan of this package must not find it. It belongs to the
 * context of the management port only, which finds it in {@code META-INF/spring}.
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
