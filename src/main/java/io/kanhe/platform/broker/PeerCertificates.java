package io.kanhe.platform.broker;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.utils.CertificateUtil;
import org.jspecify.annotations.Nullable;

/**
 * Finds the participant at the other end of a connection by its TLS client certificate, for every
 * protocol alike. User names and passwords that a client sends mean nothing.
 */
final class PeerCertificates {

  private final BrokerIdentities identities;
  private final Clock clock;

  PeerCertificates(BrokerIdentities identities, Clock clock) {
    this.identities = identities;
    this.clock = clock;
  }

  /**
   * True if {@code user} is how AMQP's SASL EXTERNAL names the connection: by the subject of its
   * certificate.
   */
  boolean isSubject(String user, RemotingConnection connection) {
    X509Certificate[] chain = CertificateUtil.getCertsFromConnection(connection);
    return chain != null
        && chain.length > 0
        && user.equals(chain[0].getSubjectX500Principal().getName());
  }

  /** True if a connection was made with a certificate that would not be let in now. */
  boolean isFallen(RemotingConnection connection) {
    X509Certificate[] chain = CertificateUtil.getCertsFromConnection(connection);
    return chain != null && chain.length > 0 && participantOf(connection).isEmpty();
  }

  Optional<String> participantOf(@Nullable RemotingConnection connection) {
    X509Certificate[] chain = CertificateUtil.getCertsFromConnection(connection);
    if (chain == null || chain.length == 0) {
      return Optional.empty();
    }
    try {
      // A connection may outlive its certificate: the rights end with the certificate, not with the
      // connection.
      chain[0].checkValidity(Date.from(clock.instant()));
    } catch (CertificateException e) {
      return Optional.empty();
    }
    return identities.ownerOf(chain[0]);
  }
}
