package io.kanhe.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says whether certificates of a trusted path are revoked. Thread-safe.
 *
 * <p>Standard: RFC 5280 section 6.3 for lists, RFC 6960 for OCSP.
 */
public interface Revocation {

  /** Asks nobody: {@code kanhe.trust.revocation.mode: off}. */
  Revocation OFF = (path, at) -> Found.NOTHING;

  /**
   * @param path certificate first, anchor last; the anchor is not asked about
   * @throws io.kanhe.platform.KanheException 2002 CERTIFICATE_REVOKED, 2011 REVOCATION_UNKNOWN
   */
  Found check(List<X509Certificate> path, Instant at);

  /**
   * Asks anew about every certificate in use and waits for the answers: for an operator who was
   * told of a revocation and does not wait for the next turn.
   *
   * @return how many certificates were asked about
   */
  default int askAgain() {
    return 0;
  }

  /**
   * {@link #check} with answers that were asked for now: for what has to be proven for years, where
   * the verdict of some minutes ago does not do.
   */
  default Found checkAnew(List<X509Certificate> path, Instant at) {
    return check(path, at);
  }

  /**
   * @param answers what the decision rests on
   * @param graceSince beginning of the outage during which the decision was made without an answer
   */
  record Found(List<RevocationAnswer> answers, @Nullable Instant graceSince) {

    static final Found NOTHING = new Found(List.of(), null);

    public Found {
      answers = List.copyOf(answers);
    }
  }
}
