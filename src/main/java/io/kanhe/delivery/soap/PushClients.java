package io.kanhe.delivery.soap;

import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.RegisteredServer;
import io.kanhe.trust.Trust;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP client per recipient, each trusting that recipient's certificates alone. Thread-safe.
 */
final class PushClients implements AutoCloseable {

  private final KeyIdentity identity;
  private final @Nullable KeyIdentity national;
  private final List<X509Certificate> anchors;
  private final Duration connectTimeout;
  private final Map<ParticipantId, HttpClient> clients = new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "soap-push");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param identity key and certificate with which the gateway connects
   * @param national the same for endpoints that speak RFC 8998; {@code null} if there are none
   * @throws KanheException 5006 CONFIGURATION_INVALID if {@code national} is not of SM2
   */
  PushClients(
      KeyIdentity identity,
      @Nullable KeyIdentity national,
      List<X509Certificate> anchors,
      Duration connectTimeout) {
    this.identity = identity;
    this.national = national;
    this.anchors = List.copyOf(anchors);
    this.connectTimeout = connectTimeout;
    if (national != null) {
      Trust.nationalTls(national, anchors); // a wrong key ends the start, not a push
    }
  }

  HttpClient clientFor(Participant recipient) {
    return clients.computeIfAbsent(recipient.id(), id -> open(recipient));
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private HttpClient open(Participant recipient) {
    SSLContext context = context(recipient);
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(
        recipient.nationalEndpoint()
            ? new String[] {"TLSv1.3"}
            : new String[] {"TLSv1.3", "TLSv1.2"});
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        // A redirect would send a signed message to an address that nobody registered.
        .followRedirects(HttpClient.Redirect.NEVER)
        .proxy(HttpClient.Builder.NO_PROXY)
        .connectTimeout(connectTimeout)
        .sslContext(context)
        .sslParameters(parameters)
        .executor(threads)
        .build();
  }

  private SSLContext context(Participant recipient) {
    if (recipient.nationalEndpoint()) {
      return Trust.nationalTls(
              Objects.requireNonNull(national, "no key for RFC 8998"),
              anchors,
              recipient.tlsCertificates())
          .context();
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      TrustManager trust = new RegisteredServer(recipient.tlsCertificates(), anchors);
      context.init(new KeyManager[] {Trust.keyManager(identity)}, new TrustManager[] {trust}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          "kanhe.keys.tls and kanhe.keys.anchors make no TLS connection (expected: a key with its chain, and anchors)",
          e);
    }
  }
}
