package io.kanhe.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import jakarta.xml.ws.soap.SOAPBinding;
import java.nio.file.Path;
import java.util.List;
import javax.xml.namespace.QName;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.jaxws.EndpointImpl;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;
import org.apache.cxf.ws.security.wss4j.WSS4JStaxInInterceptor;
import org.apache.cxf.ws.security.wss4j.WSS4JStaxOutInterceptor;
import org.apache.wss4j.common.crypto.Merlin;
import org.apache.wss4j.common.ext.WSPasswordCallback;
import org.apache.wss4j.stax.ext.WSSConstants;
import org.apache.wss4j.stax.ext.WSSSecurityProperties;
import org.apache.wss4j.stax.securityToken.WSSecurityTokenConstants;
import org.apache.xml.security.stax.ext.SecurePart;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.LoggerFactory;

/**
 * The peer: CXF with WSS4J StAX as one would set it up in an afternoon. It verifies Timestamp and
 * Signature, checks the certificate against the same anchors, hands the payload to a provider and
 * signs its answer with RSA-2048. It keeps nothing. Jetty and TLS are set as at the gateway's door.
 */
public final class BareService {

  static final String PATH = "/services/bare";
  private static final String SIGNER = "insurer-b";
  private static final String SOAP_12 = "http://www.w3.org/2003/05/soap-envelope";

  private BareService() {}

  /**
   * @param arguments folder of the sandbox's keys, port
   */
  public static void main(String[] arguments) throws Exception {
    // Every message would be logged twice otherwise, which would be an unfair burden.
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
    ClientKeys keys = ClientKeys.read(Path.of(arguments[0]));
    Bus bus = BusFactory.newInstance().createBus();
    CXFNonSpringServlet servlet = new CXFNonSpringServlet();
    servlet.setBus(bus);
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(new ServletHolder(servlet), "/services/*");
    Server server = new Server();
    server.addConnector(connector(server, keys, Integer.parseInt(arguments[1])));
    server.setHandler(context);
    BusFactory.setDefaultBus(bus);
    context.addEventListener(
        new LifeCycle.Listener() {
          @Override
          public void lifeCycleStarted(LifeCycle started) {
            publish(bus, keys);
          }
        });
    server.start();
    server.join();
  }

  private static void publish(Bus bus, ClientKeys keys) {
    try {
      EndpointImpl endpoint =
          new EndpointImpl(bus, new AcceptingProvider(), SOAPBinding.SOAP12HTTP_BINDING);
      endpoint.getInInterceptors().add(new WSS4JStaxInInterceptor(inbound(keys)));
      endpoint.getOutInterceptors().add(new WSS4JStaxOutInterceptor(outbound(keys)));
      endpoint.publish("/bare");
    } catch (Exception e) {
      throw new IllegalStateException("the service cannot be published", e);
    }
  }

  private static WSSSecurityProperties inbound(ClientKeys keys) throws Exception {
    Merlin crypto = new Merlin();
    crypto.setTrustStore(keys.anchors());
    WSSSecurityProperties properties = new WSSSecurityProperties();
    properties.setActions(List.of(WSSConstants.TIMESTAMP, WSSConstants.SIGNATURE));
    properties.setSignatureVerificationCrypto(crypto);
    return properties;
  }

  private static WSSSecurityProperties outbound(ClientKeys keys) throws Exception {
    Merlin crypto = new Merlin();
    crypto.setKeyStore(keys.keyStore(SIGNER, "signing.p12"));
    WSSSecurityProperties properties = new WSSSecurityProperties();
    properties.setActions(List.of(WSSConstants.TIMESTAMP, WSSConstants.SIGNATURE));
    properties.setSignatureCrypto(crypto);
    properties.setSignatureUser(ClientKeys.ALIAS);
    properties.setCallbackHandler(
        callbacks -> ((WSPasswordCallback) callbacks[0]).setPassword(new String(keys.password())));
    properties.setSignatureAlgorithm("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256");
    properties.setSignatureDigestAlgorithm("http://www.w3.org/2001/04/xmlenc#sha256");
    properties.setSignatureKeyIdentifier(
        WSSecurityTokenConstants.KEYIDENTIFIER_SECURITY_TOKEN_DIRECT_REFERENCE);
    properties.addSignaturePart(
        new SecurePart(new QName(SOAP_12, "Body"), SecurePart.Modifier.Element));
    properties.addSignaturePart(
        new SecurePart(WSSConstants.TAG_WSU_TIMESTAMP, SecurePart.Modifier.Element));
    return properties;
  }

  private static ServerConnector connector(Server server, ClientKeys keys, int port)
      throws Exception {
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStore(keys.keyStore("kanhe", "tls.p12"));
    tls.setKeyStorePassword(new String(keys.password()));
    tls.setTrustStore(keys.anchors());
    tls.setNeedClientAuth(true);
    tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    tls.setSniRequired(false);
    HttpConfiguration configuration = new HttpConfiguration();
    SecureRequestCustomizer secure = new SecureRequestCustomizer(false);
    secure.setSniRequired(false);
    configuration.addCustomizer(secure);
    ServerConnector connector =
        new ServerConnector(
            server,
            1,
            2,
            new SslConnectionFactory(tls, HttpVersion.HTTP_1_1.asString()),
            new HttpConnectionFactory(configuration));
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    return connector;
  }
}
