package io.kanhe.intake.http;

import io.kanhe.platform.KanheProperties;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * The connector of the SOAP and feed doors: TLS 1.3 or 1.2 with a client certificate, small header
 * limits, a minimum data rate against slow bodies, a cap of connections per client certificate.
 */
final class DoorConnector {

  static final String STANDARD = "doors";
  static final String NATIONAL = "doors-sm2";

  private static final String MARK = "io.kanhe.door.connector";
  private static final int HEADER_BYTES = 16 * 1024;
  private static final int BUFFER_BYTES = 32 * 1024;
  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);
  private static final int ACCEPTORS = 1;
  private static final int SELECTORS = 2;

  private DoorConnector() {}

  /** True if {@code request} came in through this connector; no header can claim it. */
  static boolean carries(HttpServletRequest request) {
    return Boolean.TRUE.equals(request.getAttribute(MARK));
  }

  static ServerConnector standard(Server server, KanheProperties properties) {
    KanheProperties.Https https = properties.https();
    ServerConnector connector = create(server, https, DoorTls.create(properties));
    connector.setName(STANDARD);
    connector.setPort(https.port());
    return connector;
  }

  /** For partners with SM2 certificates; all else is as at the standard doors. */
  static ServerConnector national(Server server, KanheProperties properties) {
    ServerConnector connector =
        create(server, properties.https(), NationalDoorTls.create(properties));
    connector.setName(NATIONAL);
    connector.setPort(properties.crypto().tls().port());
    return connector;
  }

  private static ServerConnector create(
      Server server, KanheProperties.Https https, SslContextFactory.Server tls) {
    HttpConnectionFactory http = new HttpConnectionFactory(configuration(https));
    SslConnectionFactory ssl = new SslConnectionFactory(tls, HttpVersion.HTTP_1_1.asString());
    ServerConnector connector = new ServerConnector(server, ACCEPTORS, SELECTORS, ssl, http);
    connector.setHost(https.address());
    connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
    connector.addBean(new PeerConnectionLimit(https.connectionsPerPeer()));
    return connector;
  }

  private static HttpConfiguration configuration(KanheProperties.Https https) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSecureScheme("https");
    configuration.setSendServerVersion(false);
    configuration.setSendDateHeader(true);
    configuration.setRequestHeaderSize(HEADER_BYTES);
    configuration.setResponseHeaderSize(HEADER_BYTES);
    configuration.setOutputBufferSize(BUFFER_BYTES);
    configuration.setMinRequestDataRate(https.minimumDataPerSecond().toBytes());
    SecureRequestCustomizer secure = new SecureRequestCustomizer(false);
    secure.setSniRequired(false);
    configuration.addCustomizer(secure);
    configuration.addCustomizer(
        (request, headers) -> {
          request.setAttribute(MARK, Boolean.TRUE);
          return request;
        });
    return configuration;
  }
}
