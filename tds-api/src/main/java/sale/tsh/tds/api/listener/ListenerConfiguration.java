package sale.tsh.tds.api.listener;

import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import sale.tsh.tds.metrics.ManagementSettings;
import sale.tsh.tds.settings.Deployment;
import sale.tsh.tds.settings.Settings;

/** Sets up the listeners of the API and of the management port. */
@Configuration(proxyBeanMethods = false)
class ListenerConfiguration {

  @Bean
  ApiSettings apiSettings(Settings settings, Deployment deployment) {
    return ApiSettings.from(settings, deployment);
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> listener(ApiSettings settings) {
    return factory -> {
      factory.setAddress(settings.host());
      factory.setPort(settings.port());
      factory.addEngineValves(new CompressionScope());
      InheritedSocketProtocol.socket()
          .ifPresent(socket -> {
            InheritedSocketProtocol.requireAgreement(socket, settings);
            factory.setProtocol(InheritedSocketProtocol.class.getName());
          });
    };
  }

  /** The first of all filters, so that a refusal also asks the caller to close. */
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  Drain drain(ServletWebServerApplicationContext context, ApiSettings settings) {
    return new Drain(() -> sharedListener(context), settings.shutdownGrace());
  }

  private static Optional<SharedListener> sharedListener(
      ServletWebServerApplicationContext context) {
    return context.getWebServer() instanceof TomcatWebServer server
            && server.getTomcat().getConnector().getProtocolHandler()
                instanceof InheritedSocketProtocol protocol
        ? Optional.of(protocol.listener())
        : Optional.empty();
  }

  /** The address is read when the management port opens, after everything else has started. */
  @Autowired
  void management(ManagementServerProperties server, ManagementSettings settings) {
    server.setAddress(settings.host());
  }
}
