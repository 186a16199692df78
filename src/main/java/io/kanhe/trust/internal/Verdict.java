package io.kanhe.trust.internal;

import io.kanhe.trust.RevocationAnswer;

/**
 * What an answer says about one certificate.
 *
 * @param revoked false means good
 * @param reason of the revocation, from a fixed vocabulary; empty if good
 */
record Verdict(boolean revoked, String reason, RevocationAnswer answer) {

  static Verdict good(RevocationAnswer answer) {
    return new Verdict(false, "", answer);
  }

  static Verdict revoked(String reason, RevocationAnswer answer) {
    return new Verdict(true, reason, answer);
  }
}
