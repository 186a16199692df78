package io.kanhe.participant;

import io.kanhe.message.Environment;
import io.kanhe.message.Uscc;
import io.kanhe.platform.Door;
import io.kanhe.trust.Narrowing;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Participants of tests. */
public final class SampleParticipant {

  private SampleParticipant() {}

  /**
   * To whom nothing is encrypted, certified by any trusted authority, with every algorithm that is
   * allowed.
   */
  public static Participant of(
      ParticipantId id,
      Uscc uscc,
      Role role,
      String regionCode,
      List<Participant.Name> names,
      List<X509Certificate> signingCertificates,
      List<X509Certificate> tlsCertificates,
      Door delivery,
      @Nullable URI endpoint,
      Set<Environment> environments,
      int messagesPerDay,
      boolean active) {
    return new Participant(
        id,
        uscc,
        role,
        regionCode,
        names,
        signingCertificates,
        tlsCertificates,
        List.of(),
        delivery,
        endpoint,
        false,
        environments,
        messagesPerDay,
        active,
        List.of(),
        Narrowing.NONE);
  }

  /** The same with {@code algorithms:} in its file. */
  public static Participant narrowed(Participant old, Narrowing algorithms) {
    return copy(old, old.nationalEndpoint(), algorithms);
  }

  /** The same with {@code endpointTls: rfc8998} in its file. */
  public static Participant withNationalEndpoint(Participant old) {
    return copy(old, true, old.algorithms());
  }

  private static Participant copy(Participant old, boolean nationalEndpoint, Narrowing algorithms) {
    return new Participant(
        old.id(),
        old.uscc(),
        old.role(),
        old.regionCode(),
        old.names(),
        old.signingCertificates(),
        old.tlsCertificates(),
        old.encryptionCertificates(),
        old.delivery(),
        old.endpoint(),
        nationalEndpoint,
        old.environments(),
        old.messagesPerDay(),
        old.active(),
        old.anchors(),
        algorithms);
  }
}
