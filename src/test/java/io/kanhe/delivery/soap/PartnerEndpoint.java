package io.kanhe.delivery.soap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.kanhe.trust.KeyIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/** A partner's HTTPS endpoint that asks for a client certificate and answers as a test says. */
final class PartnerEndpoint implements AutoCloseable {

  /** What came in with one request. */
  record Request(byte[] body, Map<String, List<String>> headers, X509Certificate client) {}

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  PartnerEndpoint(KeyIdentity identity, X509Certificate anchor, HttpHandler answer)
      throws Exception {
    this(context(identity, anchor), answer);
  }

  PartnerEndpoint(SSLContext context, HttpHandler answer) throws IOException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters ssl = getSSLContext().getDefaultSSLParameters();
            ssl.setNeedClientAuth(true);
            parameters.setSSLParameters(ssl);
          }
        });
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            record(exchange);
            answer.handle(exchange);
          }
        });
    server.setExecutor(threads);
    server.start();
  }

  URI address() {
    return URI.create("https://localhost:" + server.getAddress().getPort() + "/kanhe/inbox");
  }

  List<Request> requests() {
    return requests;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }

  private void record(HttpExchange exchange) throws IOException {
    X509Certificate client =
        (X509Certificate) ((HttpsExchange) exchange).getSSLSession().getPeerCertificates()[0];
    requests.add(
        new Request(
            exchange.getRequestBody().readAllBytes(),
            Map.copyOf(exchange.getRequestHeaders()),
            client));
  }

  private static SSLContext context(KeyIdentity identity, X509Certificate anchor)
      throws GeneralSecurityException, IOException {
    char[] password = new char[0];
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, password);
    keys.setKeyEntry(
        "key", identity.key(), password, identity.chain().toArray(X509Certificate[]::new));
    KeyStore anchors = KeyStore.getInstance("PKCS12");
    anchors.load(null, password);
    anchors.setCertificateEntry("anchor", anchor);
    KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
    keyManagers.init(keys, password);
    TrustManagerFactory trustManagers = TrustManagerFactory.getInstance("PKIX");
    trustManagers.init(anchors);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
    return context;
  }
}
