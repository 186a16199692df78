package io.kanhe.intake;

import io.kanhe.message.Header;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.VerifiedSoap;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * Signed times must lie near the moment at which the bytes came in, and that moment before the
 * message expired.
 */
final class Freshness implements Stage {

  private final Duration clockSkew;

  Freshness(Duration clockSkew) {
    this.clockSkew = clockSkew;
  }

  @Override
  public void check(Dossier dossier) {
    Header header = dossier.header();
    Instant now = dossier.receivedAt();
    checkNear("sentTime", header.sentTime().toInstant(), now);
    VerifiedSoap soap = dossier.opened().soap();
    if (soap != null) {
      checkNear("Timestamp Created", soap.created(), now);
      if (soap.expires() != null && soap.expires().isBefore(now)) {
        throw new KanheException(
            ErrorCode.CLOCK_SKEW,
            "Timestamp Expires " + soap.expires() + " is past (received at " + now + ")");
      }
    }
    OffsetDateTime expires = header.expiresTime();
    if (expires != null && expires.toInstant().isBefore(now)) {
      throw new KanheException(
          ErrorCode.MESSAGE_EXPIRED,
          "expiresTime " + expires + " is past (received at " + now + ")");
    }
  }

  private void checkNear(String name, Instant signed, Instant now) {
    if (Duration.between(signed, now).abs().compareTo(clockSkew) > 0) {
      throw new KanheException(
          ErrorCode.CLOCK_SKEW,
          name
              + " "
              + signed
              + " (expected: within "
              + clockSkew.toSeconds()
              + " s of "
              + now
              + ")");
    }
  }
}
