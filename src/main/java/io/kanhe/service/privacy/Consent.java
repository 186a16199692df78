package io.kanhe.service.privacy;

import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlPath;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A person's consent, as an insurer registered it (domain 4.4).
 *
 * @param subjectHash keyed hash of the person's identifier
 * @param services ids of the services that may be asked
 * @param purposes CL-18
 * @param channel POLICY_CLAUSE, APP or PAPER
 * @param evidence digest of what the person signed
 * @param revokedAt {@code null} while it is not revoked
 */
record Consent(
    String ref,
    String subjectHash,
    Set<String> services,
    Set<String> purposes,
    String channel,
    Instant signedAt,
    Instant expiresAt,
    String evidence,
    @Nullable Instant revokedAt) {

  static final String SERVICE = "kanhe.consent";
  static final String REGISTER = "register";
  static final String REVOKE = "revoke";

  /** Reads a {@code ConsentRegistration} that kept its schema. */
  static Consent read(XmlElement root, Subjects subjects) {
    return new Consent(
        text(root, "consentRef"),
        subjects.hash(text(root, "idNo")),
        texts(root, "service"),
        texts(root, "purpose"),
        text(root, "channel"),
        time(root, "signedAt"),
        time(root, "expiresAt"),
        text(root, "evidenceDigest"),
        null);
  }

  boolean isInForce(Instant at) {
    return !at.isBefore(signedAt)
        && at.isBefore(expiresAt)
        && (revokedAt == null || at.isBefore(revokedAt));
  }

  /** True if the other says the same; what was registered is not changed under its number. */
  boolean saysTheSameAs(Consent other) {
    return subjectHash.equals(other.subjectHash)
        && services.equals(other.services)
        && purposes.equals(other.purposes)
        && signedAt.equals(other.signedAt)
        && expiresAt.equals(other.expiresAt)
        && evidence.equals(other.evidence);
  }

  static Set<String> words(String joined) {
    return Arrays.stream(joined.split(" ")).collect(Collectors.toCollection(TreeSet::new));
  }

  static Instant time(XmlElement parent, String name) {
    return OffsetDateTime.parse(text(parent, name)).toInstant();
  }

  static String text(XmlElement parent, String name) {
    return XmlPath.child(parent, name).orElse("");
  }

  private static Set<String> texts(XmlElement parent, String name) {
    return XmlPath.children(parent, name).stream()
        .map(XmlElement::token)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The consent under which an identifier may be asked for; says nothing of the person. */
  Optional<String> objection(String service, @Nullable String purpose, String asked, Instant at) {
    if (revokedAt != null && !at.isBefore(revokedAt)) {
      return Optional.of("the consent was revoked");
    }
    if (!isInForce(at)) {
      return Optional.of("the consent is not in force at sentTime");
    }
    if (!services.contains(service) || purpose == null || !purposes.contains(purpose)) {
      return Optional.of("the consent does not cover this service and purpose");
    }
    return subjectHash.equals(asked)
        ? Optional.empty()
        : Optional.of("the consent is that of another person");
  }
}
