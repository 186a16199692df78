package io.kanhe.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why a certificate was trusted at a moment.
 *
 * @param path the certificate first, anchor last
 * @param answers what authorities signed about its revocation; empty if nobody was asked
 * @param graceSince beginning of an outage that the decision bridged, else {@code null}
 */
public record Standing(
    List<X509Certificate> path, List<RevocationAnswer> answers, @Nullable Instant graceSince) {

  /** The fact where nobody was asked. */
  public static final String NOT_ASKED = "not asked";

  /** In the fact where an outage was bridged. */
  public static final String GRACE = "grace since ";

  public Standing {
    path = List.copyOf(path);
    answers = List.copyOf(answers);
  }

  /** One line for the ledger: the digests of the answers, or why there are none. */
  public String fact() {
    String digests =
        answers.stream()
            .map(answer -> answer.form().label() + " " + answer.digest())
            .collect(Collectors.joining(", "));
    if (graceSince != null) {
      return (digests.isEmpty() ? "" : digests + ", ") + GRACE + graceSince;
    }
    return digests.isEmpty() ? NOT_ASKED : digests;
  }
}
