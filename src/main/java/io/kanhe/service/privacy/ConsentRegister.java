package io.kanhe.service.privacy;

import io.kanhe.intake.DomainState;
import io.kanhe.message.Payload;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Takes registrations and revocations of consents (service {@code kanhe.consent}). */
final class ConsentRegister implements DomainState {

  private final Subjects subjects;

  ConsentRegister(Subjects subjects) {
    this.subjects = subjects;
  }

  private record Key(ParticipantId holder, String ref) {}

  @Override
  public Optional<Step> step(Incoming message) {
    if (!message.header().serviceId().equals(Consent.SERVICE)
        || !(message.payload() instanceof Payload.Inline inline)) {
      return Optional.empty();
    }
    XmlElement root = XmlReader.parse(inline.bytes(), XmlLimits.defaults()).root();
    return Optional.of(
        message.header().operation().equals(Consent.REGISTER)
            ? registration(message.sender(), Consent.read(root, subjects))
            : revocation(
                message.sender(),
                Consent.text(root, "consentRef"),
                Consent.time(root, "revokedAt")));
  }

  private static Step registration(ParticipantId holder, Consent consent) {
    if (!consent.signedAt().isBefore(consent.expiresAt())) {
      throw new KanheException(
          ErrorCode.RULE_FAILED, "expiresAt is not after signedAt (expected: a term)");
    }
    return new Step() {
      @Override
      public Object key() {
        return new Key(holder, consent.ref());
      }

      @Override
      public Decision decide(Connection transaction) throws SQLException {
        Optional<Consent> known = JdbcConsents.find(transaction, holder, consent.ref());
        if (known.isPresent()) {
          if (!known.get().saysTheSameAs(consent)) {
            throw new KanheException(
                ErrorCode.STATE_CONFLICT,
                "consentRef is registered with another content (expected: a new number)");
          }
          return Decision.unchanged(Map.of("consent", "known"));
        }
        return new Decision(
            Map.of("consent", "registered"),
            (accepted, batch) ->
                batch.add(
                    JdbcConsents.INSERT,
                    holder.value(),
                    consent.ref(),
                    consent.subjectHash(),
                    String.join(" ", consent.services()),
                    String.join(" ", consent.purposes()),
                    consent.channel(),
                    consent.signedAt(),
                    consent.expiresAt(),
                    consent.evidence(),
                    accepted.index()));
      }
    };
  }

  private static Step revocation(ParticipantId holder, String ref, Instant at) {
    return new Step() {
      @Override
      public Object key() {
        return new Key(holder, ref);
      }

      @Override
      public Decision decide(Connection transaction) throws SQLException {
        Consent known =
            JdbcConsents.find(transaction, holder, ref)
                .orElseThrow(
                    () ->
                        new KanheException(ErrorCode.NOT_FOUND, "no consent with this consentRef"));
        if (known.revokedAt() != null) {
          return Decision.unchanged(Map.of("consent", "revoked before"));
        }
        return new Decision(
            Map.of("consent", "revoked"),
            (accepted, batch) -> batch.add(JdbcConsents.REVOKE, at, holder.value(), ref));
      }
    };
  }
}
