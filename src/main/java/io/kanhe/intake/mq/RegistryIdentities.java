package io.kanhe.intake.mq;

import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.platform.broker.BrokerIdentities;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lets active participants of the registry connect to the broker with their TLS certificates.
 * Thread-safe.
 */
final class RegistryIdentities implements BrokerIdentities {

  private final ParticipantRegistry registry;

  RegistryIdentities(ParticipantRegistry registry) {
    this.registry = registry;
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
        .map(participant -> participant.id().value());
  }
}
