package io.kanhe.intake.mq;

import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.broker.BrokerIdentities;
import io.kanhe.trust.CertificateTrust;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets active participants of the registry connect to the broker with their TLS certificates.
 * Thread-safe.
 */
final class RegistryIdentities implements BrokerIdentities {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryIdentities.class);

  private final ParticipantRegistry registry;
  private final CertificateTrust trust;
  private final Clock clock;

  RegistryIdentities(ParticipantRegistry registry, CertificateTrust trust, Clock clock) {
    this.registry = registry;
    this.trust = trust;
    this.clock = clock;
  }

  @Override
  public Set<String> ids() {
    return registry.all().stream()
        .map(participant -> participant.id().value())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Optional<String> ownerOf(X509Certificate certificate) {
    return registry
        .byTlsCertificate(certificate)
        .filter(Participant::active)
        .filter(participant -> !participant.id().equals(registry.gateway().id()))
        .filter(participant -> isTrusted(certificate, participant))
        .map(participant -> participant.id().value());
  }

  /** Asked by the broker for every act of every connection: rights end with the certificate. */
  private boolean isTrusted(X509Certificate certificate, Participant owner) {
    try {
      trust.checkConnection(certificate, clock.instant(), owner.anchors());
      return true;
    } catch (KanheException e) {
      LOG.info("No rights at the broker for {}: {}, {}", owner.id(), e.code(), e.getMessage());
      return false;
    }
  }
}
