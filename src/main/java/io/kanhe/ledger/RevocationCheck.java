package io.kanhe.ledger;

import io.kanhe.message.Digest;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.RevocationAnswer.Form;
import io.kanhe.trust.Standing;
import io.kanhe.trust.Trust;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds the revocation answers of an evidence file against the entry that names them, and judges
 * them for the moment of the entry: who signed them, what they say, their time.
 */
final class RevocationCheck {

  /** Entry fact that names the answers: see {@link io.kanhe.trust.Standing#fact()}. */
  static final String FACT_REVOCATION = "revocation";

  private RevocationCheck() {}

  /**
   * @param part the signed bytes whose signer is asked about
   * @param path of the signer, anchor last
   * @return empty if the entry says nothing of revocation
   */
  static Optional<Check> of(
      EvidenceArchive archive,
      String subject,
      String part,
      Entry entry,
      List<X509Certificate> path) {
    String name = subject + ": revocation";
    String fact = entry.facts().get(FACT_REVOCATION);
    if (fact == null) {
      return Optional.empty();
    }
    if (fact.equals(Standing.NOT_ASKED) || fact.contains(Standing.GRACE)) {
      return Optional.of(Check.skipped(name, "accepted without an answer: " + fact));
    }
    return Optional.of(judged(archive, name, part, fact, entry, path));
  }

  private static Check judged(
      EvidenceArchive archive,
      String name,
      String part,
      String fact,
      Entry entry,
      List<X509Certificate> path) {
    List<byte[]> ocsp = answers(archive, part, Form.OCSP, fact);
    List<byte[]> lists = answers(archive, part, Form.CRL, fact);
    try {
      Trust.archivedRevocation(ocsp, lists).check(path, entry.time());
      return Check.pass(
          name, "good at " + entry.time() + ", says an answer that the entry names by its digest");
    } catch (KanheException e) {
      return Check.fail(name, e.code() + ": " + e.getMessage());
    }
  }

  /** Only those that the entry names: others were not what the gateway relied on. */
  private static List<byte[]> answers(
      EvidenceArchive archive, String part, Form form, String fact) {
    List<byte[]> found = new ArrayList<>();
    for (String name : archive.names(part + EvidenceParts.REVOCATION, "." + form.label())) {
      byte[] bytes = archive.part(name).orElseThrow();
      if (fact.contains(form.label() + " " + Digest.sha256(bytes))) {
        found.add(bytes);
      }
    }
    return found;
  }
}
