package io.kanhe.intake.http;

import io.kanhe.intake.ConnectionWatch;
import io.kanhe.intake.DoorRefusals;
import io.kanhe.ledger.LogSource;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.KanheProperties;
import io.kanhe.trust.CertificateTrust;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Two or three connectors on one Jetty, and the filter that keeps them apart. */
@Configuration(proxyBeanMethods = false)
class HttpDoorsConfiguration {

  @Bean
  HttpDoors httpDoors() {
    return new HttpDoors();
  }

  @Bean
  ConnectionWatch httpConnectionWatch(
      HttpDoors doors, ParticipantRegistry registry, CertificateTrust trust, Clock clock) {
    DoorConnections connections = new DoorConnections(doors, registry, trust, clock);
    return new ConnectionWatch("https", connections::closeFallen);
  }

  @Bean
  WebServerFactoryCustomizer<JettyServletWebServerFactory> connectors(
      KanheProperties properties, HttpDoors doors) {
    return factory -> {
      factory.setAddress(loopback(properties.console().address()));
      factory.setPort(properties.console().port());
      factory.addServerCustomizers(
          server -> {
            for (Connector connector : server.getConnectors()) {
              hideVersion(connector);
            }
            if (properties.https().isOpen()) {
              server.addConnector(DoorConnector.standard(server, properties));
            }
            if (properties.crypto().tls().port() != 0) {
              server.addConnector(DoorConnector.national(server, properties));
            }
            doors.bind(server);
          });
    };
  }

  @Bean
  FilterRegistrationBean<DoorFilter> doorFilter(
      ParticipantRegistry registry, CertificateTrust trust, DoorRefusals refusals, Clock clock) {
    var registration =
        new FilterRegistrationBean<>(new DoorFilter(registry, trust, refusals, clock));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    registration.setAsyncSupported(true);
    registration.addUrlPatterns("/*");
    return registration;
  }

  @Bean
  ServletRegistrationBean<CertificateServlet> certificateServlet(
      ParticipantRegistry registry, Clock clock) {
    return new ServletRegistrationBean<>(
        new CertificateServlet(registry, clock), CertificateServlet.PREFIX + "*");
  }

  /** On both connectors; the filter and the servlet say what each of them gives. */
  @Bean
  ServletRegistrationBean<LogServlet> logServlet(LogSource log) {
    var registration = new ServletRegistrationBean<>(new LogServlet(log), "/log/*");
    registration.setName("log");
    return registration;
  }

  /** The console is plain HTTP: what is not this machine must not reach it. */
  private static InetAddress loopback(String address) {
    try {
      InetAddress resolved = InetAddress.getByName(address);
      if (resolved.isLoopbackAddress()) {
        return resolved;
      }
    } catch (UnknownHostException e) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          "kanhe.console.address: " + address + " does not resolve",
          e);
    }
    throw new KanheException(
        ErrorCode.CONFIGURATION_INVALID,
        "kanhe.console.address: "
            + address
            + " is not loopback (expected: 127.0.0.1 or ::1; put a proxy with"
            + " authentication in front for others)");
  }

  private static void hideVersion(Connector connector) {
    HttpConnectionFactory http = connector.getConnectionFactory(HttpConnectionFactory.class);
    if (http != null) {
      HttpConfiguration configuration = http.getHttpConfiguration();
      configuration.setSendServerVersion(false);
    }
  }
}
