package io.kanhe.participant;

import io.kanhe.message.Environment;
import io.kanhe.message.Uscc;
import io.kanhe.platform.Door;
import io.kanhe.trust.Narrowing;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An organisation that exchanges messages.
 *
 * @param regionCode GB/T 2260, six digits
 * @param names all names with their validity; organisations are renamed, the record stays
 * @param signingCertificates certificates that may sign for it; several during a rollover
 * @param tlsCertificates certificates with which it connects, and which its own endpoints show
 * @param encryptionCertificates certificates to which content for it is encrypted, the preferred
 *     one first; empty if nobody sends it such content
 * @param delivery the door by which it receives
 * @param endpoint where SOAP deliveries are pushed to; {@code null} unless {@code delivery} is SOAP
 * @param nationalEndpoint whether {@code endpoint} speaks RFC 8998 (TLS 1.3 with SM2 and SM4-GCM)
 * @param environments in which it takes part
 * @param messagesPerDay quota
 * @param anchors authorities of which one must stand in the path of its certificates; empty for any
 *     trusted one
 * @param algorithms what it may use of what the gateway allows
 */
public record Participant(
    ParticipantId id,
    Uscc uscc,
    Role role,
    String regionCode,
    List<Name> names,
    List<X509Certificate> signingCertificates,
    List<X509Certificate> tlsCertificates,
    List<X509Certificate> encryptionCertificates,
    Door delivery,
    @Nullable URI endpoint,
    boolean nationalEndpoint,
    Set<Environment> environments,
    int messagesPerDay,
    boolean active,
    List<X509Certificate> anchors,
    Narrowing algorithms) {

  /** A name in force between two dates, both included. */
  public record Name(String zh, String en, LocalDate validFrom, @Nullable LocalDate validUntil) {}

  public Participant {
    names = List.copyOf(names);
    signingCertificates = List.copyOf(signingCertificates);
    tlsCertificates = List.copyOf(tlsCertificates);
    encryptionCertificates = List.copyOf(encryptionCertificates);
    environments = Set.copyOf(environments);
    anchors = List.copyOf(anchors);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("participant " + id + " without a name");
    }
  }

  /** The certificates to which content may be encrypted at {@code time}. */
  public List<X509Certificate> encryptionCertificates(Instant time) {
    return encryptionCertificates.stream()
        .filter(
            each ->
                !time.isBefore(each.getNotBefore().toInstant())
                    && !time.isAfter(each.getNotAfter().toInstant()))
        .toList();
  }

  /** The name in force longest into the future. */
  public Name currentName() {
    return names.stream().max(Comparator.comparing(Name::validFrom)).orElseThrow();
  }

  @Override
  public String toString() {
    return "Participant[" + id + " " + role + "]";
  }
}
