package io.kanhe.intake.http;

import io.kanhe.message.Digest;
import io.kanhe.trust.Signer;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections of a client certificate beyond a number, so that one partner's slow requests
 * cannot take the threads of all. Thread-safe.
 */
final class PeerConnectionLimit implements SslHandshakeListener {

  private static final Logger log = LoggerFactory.getLogger(PeerConnectionLimit.class);

  private final int limit;
  private final Map<Digest, Integer> open = new ConcurrentHashMap<>();

  PeerConnectionLimit(int limit) {
    this.limit = limit;
  }

  @Override
  public void handshakeSucceeded(Event event) throws SSLException {
    Digest peer =
        Signer.thumbprint(
            (X509Certificate) event.getSSLEngine().getSession().getPeerCertificates()[0]);
    if (open.merge(peer, 1, Integer::sum) > limit) {
      release(peer);
      log.warn("connection refused: the peer has {} open already", limit);
      throw new SSLException("too many connections of this peer (at most " + limit + ")");
    }
    event
        .getEndPoint()
        .getConnection()
        .addEventListener(
            new Connection.Listener() {
              @Override
              public void onClosed(Connection connection) {
                release(peer);
              }
            });
  }

  private void release(Digest peer) {
    open.computeIfPresent(peer, (key, count) -> count == 1 ? null : count - 1);
  }
}
