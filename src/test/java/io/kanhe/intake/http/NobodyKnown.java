package io.kanhe.intake.http;

import io.kanhe.message.Uscc;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantId;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.participant.Role;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** A registry without participants. */
final class NobodyKnown implements ParticipantRegistry {

  @Override
  public Optional<Participant> byId(ParticipantId id) {
    return Optional.empty();
  }

  @Override
  public Optional<Participant> byUscc(Uscc uscc) {
    return Optional.empty();
  }

  @Override
  public Optional<Participant> bySigningCertificate(X509Certificate certificate) {
    return Optional.empty();
  }

  @Override
  public Optional<Participant> byTlsCertificate(X509Certificate certificate) {
    return Optional.empty();
  }

  @Override
  public List<Participant> byRole(Role role) {
    return List.of();
  }

  @Override
  public List<Participant> all() {
    return List.of();
  }

  @Override
  public Participant gateway() {
    throw new IllegalStateException("no gateway here");
  }
}
