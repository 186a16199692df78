package io.kanhe.participant;

import io.kanhe.message.Uscc;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * All participants known to this gateway, the gateway itself among them. Immutable; read from
 * {@code config/participants/}.
 */
public interface ParticipantRegistry {

  Optional<Participant> byId(ParticipantId id);

  Optional<Participant> byUscc(Uscc uscc);

  /** The owner of a signing certificate, by its exact bytes. */
  Optional<Participant> bySigningCertificate(X509Certificate certificate);

  /** The owner of a TLS certificate, by its exact bytes. */
  Optional<Participant> byTlsCertificate(X509Certificate certificate);

  List<Participant> byRole(Role role);

  /** In order of id, without the gateway. */
  List<Participant> all();

  Participant gateway();
}
