package io.kanhe.intake.http;

import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.CertificateTrust;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.jspecify.annotations.Nullable;

/** Closes open connections of the doors whose client certificate is not good any more. */
final class DoorConnections {

  private final HttpDoors doors;
  private final ParticipantRegistry registry;
  private final CertificateTrust trust;
  private final Clock clock;

  /** Found fallen at the last look. */
  private Set<EndPoint> fallen = Set.of();

  DoorConnections(
      HttpDoors doors, ParticipantRegistry registry, CertificateTrust trust, Clock clock) {
    this.doors = doors;
    this.registry = registry;
    this.trust = trust;
    this.clock = clock;
  }

  /**
   * Closes those that were found fallen twice: the filter closes one that asks for something, and
   * its refusal needs a moment to reach the peer.
   *
   * @return how many were closed
   */
  synchronized int closeFallen() {
    Set<EndPoint> found = new HashSet<>();
    int closed = 0;
    for (EndPoint each : doors.connections()) {
      X509Certificate peer = peer(each);
      if (peer != null && !stands(peer)) {
        found.add(each);
        if (fallen.contains(each)) {
          each.close();
          closed++;
        }
      }
    }
    fallen = found;
    return closed;
  }

  private boolean stands(X509Certificate certificate) {
    Optional<Participant> owner = registry.byTlsCertificate(certificate);
    if (owner.isEmpty()) {
      return false;
    }
    try {
      trust.checkConnection(certificate, clock.instant(), owner.get().anchors());
      return true;
    } catch (KanheException e) {
      // A database that is away says nothing about a certificate.
      return !Set.of(
              ErrorCode.CERTIFICATE_REVOKED,
              ErrorCode.CERTIFICATE_UNTRUSTED,
              ErrorCode.REVOCATION_UNKNOWN)
          .contains(e.code());
    }
  }

  /** {@code null} while the handshake goes on. */
  private static @Nullable X509Certificate peer(EndPoint connection) {
    try {
      return connection.getConnection() instanceof SslConnection tls
              && tls.getSSLEngine().getSession().getPeerCertificates()[0]
                  instanceof X509Certificate certificate
          ? certificate
          : null;
    } catch (SSLPeerUnverifiedException e) {
      return null;
    }
  }
}
