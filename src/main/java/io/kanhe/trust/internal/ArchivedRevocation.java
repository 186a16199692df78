package io.kanhe.trust.internal;

import static io.kanhe.platform.ErrorCode.CERTIFICATE_REVOKED;
import static io.kanhe.platform.ErrorCode.REVOCATION_UNKNOWN;

import io.kanhe.platform.KanheException;
import io.kanhe.trust.Revocation;
import io.kanhe.trust.RevocationAnswer;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges kept answers offline: who signed them, what they say, and whether their time holds the
 * moment in question. Immutable.
 */
public final class ArchivedRevocation implements Revocation {

  /** For answers that do not say themselves until when they hold. */
  private static final Duration MAXIMUM_AGE = Duration.ofDays(7);

  private final List<byte[]> ocsp;
  private final List<byte[]> lists;

  /** OCSP responses and revocation lists in DER. */
  public ArchivedRevocation(List<byte[]> ocsp, List<byte[]> lists) {
    this.ocsp = List.copyOf(ocsp);
    this.lists = List.copyOf(lists);
  }

  @Override
  public Found check(List<X509Certificate> path, Instant at) {
    List<RevocationAnswer> used = new ArrayList<>();
    for (int i = 0; i < path.size() - 1; i++) {
      Verdict verdict = verdict(path.subList(i, path.size()), at);
      if (verdict.revoked()) {
        throw new KanheException(CERTIFICATE_REVOKED, "a kept answer says revoked");
      }
      used.add(verdict.answer());
    }
    return new Found(used, null);
  }

  private Verdict verdict(List<X509Certificate> path, Instant at) {
    String reason = "no answer is kept";
    for (byte[] response : ocsp) {
      try {
        return BcOcsp.status(response, path.get(0), path.get(1), null, at, MAXIMUM_AGE);
      } catch (NoAnswer e) {
        reason = e.getMessage();
      }
    }
    for (byte[] der : lists) {
      try {
        return RevocationLists.status(path, RevocationLists.usable(der, at), at);
      } catch (NoAnswer e) {
        reason = e.getMessage();
      }
    }
    throw new KanheException(
        REVOCATION_UNKNOWN,
        "no kept answer covers " + path.get(0).getSubjectX500Principal().getName() + ": " + reason);
  }
}
