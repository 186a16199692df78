package io.kanhe.ledger;

import io.kanhe.message.Digest;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.AlgorithmPolicy;
import io.kanhe.trust.ContainerVerifier;
import io.kanhe.trust.ContainerVerifier.ContainerSignature;
import io.kanhe.trust.Revocation;
import io.kanhe.trust.TimeStamp;
import io.kanhe.trust.Trust;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks the file around the evidence: who signed it, when, and that no part was changed. */
final class ContainerCheck {

  private static final String SIGNATURE = "container: signature";
  private static final String STAMP = "container: time stamp";
  private static final String REVOCATION = "container: revocation";
  private static final String PATH = "container: certificate path";

  private final EvidenceTrust trust;
  private final ContainerVerifier signatures = Trust.containerVerifier(AlgorithmPolicy.strict());

  ContainerCheck(EvidenceTrust trust) {
    this.trust = trust;
  }

  List<Check> check(EvidenceArchive archive) {
    List<Check> checks = new ArrayList<>();
    byte[] manifest = archive.part(EvidenceParts.MANIFEST).orElse(new byte[0]);
    try {
      ContainerSignature signature =
          signatures.verify(archive.part(EvidenceParts.SIGNATURE).orElse(new byte[0]), manifest);
      checks.add(Check.pass(SIGNATURE, signature.signer().algorithm()));
      checkSigner(signature, checks);
    } catch (KanheException e) {
      checks.add(Check.fail(SIGNATURE, e.code() + ": " + e.getMessage()));
    }
    checks.addAll(archive.checkManifest());
    checks.add(checksums(archive));
    return checks;
  }

  private void checkSigner(ContainerSignature signature, List<Check> checks) {
    X509Certificate signer = signature.signer().certificate();
    Instant at = stampedAt(signature, checks);
    try {
      trust.signers().check(signer, at);
      boolean onPath = trust.signers().path(signer).containsAll(signature.certificates());
      checks.add(
          Check.of(
              PATH,
              onPath,
              signer.getSubjectX500Principal().getName() + ", trusted and in force at " + at,
              "the signature brings certificates that are not of its signer's path"));
      if (checks.stream().noneMatch(check -> check.result() == Check.Result.FAIL)) {
        checks.add(revocation(signature, at));
      }
    } catch (KanheException e) {
      checks.add(Check.fail(PATH, e.code() + ": " + e.getMessage()));
    }
    String name = "container: signer";
    checks.add(
        trust.gateway().isEmpty()
            ? Check.skipped(
                name, "the trust folder does not say which certificates the gateway has")
            : Check.of(
                name,
                trust.gateway().contains(signer),
                "the gateway",
                "the file was signed by somebody else than the gateway"));
  }

  /** For the moment of the stamp; an answer that nothing needs has no business in the file. */
  private Check revocation(ContainerSignature signature, Instant at) {
    byte[] token = signature.stamp();
    if (token == null || signature.ocsp().isEmpty() && signature.lists().isEmpty()) {
      return Check.skipped(REVOCATION, "the file brings no answers about its own signature");
    }
    try {
      Revocation answers = Trust.archivedRevocation(signature.ocsp(), signature.lists());
      Set<Digest> used = new HashSet<>();
      for (List<X509Certificate> path :
          List.of(
              trust.signers().path(signature.signer().certificate()),
              trust.stamps().path(token, signature.value()))) {
        answers.check(path, at).answers().forEach(each -> used.add(each.digest()));
      }
      return Check.of(
          REVOCATION,
          used.size() == signature.ocsp().size() + signature.lists().size(),
          "signer and time stamp authority good at " + at + ", say answers in the signature",
          "the signature brings answers that nothing needs");
    } catch (KanheException e) {
      return Check.fail(REVOCATION, e.code() + ": " + e.getMessage());
    }
  }

  private Instant stampedAt(ContainerSignature signature, List<Check> checks) {
    byte[] token = signature.stamp();
    if (token == null) {
      checks.add(
          Check.skipped(
              STAMP, "none; by its own clock the gateway signed at " + signature.signedAt()));
      return signature.signedAt();
    }
    try {
      TimeStamp stamp = trust.stamps().verify(token, signature.value());
      checks.add(Check.pass(STAMP, StampCheck.said(stamp)));
      return stamp.time();
    } catch (KanheException e) {
      checks.add(Check.fail(STAMP, e.code() + ": " + e.getMessage()));
      return signature.signedAt();
    }
  }

  /** The list for {@code sha256sum -c} must not say something else than the signed one. */
  private static Check checksums(EvidenceArchive archive) {
    StringBuilder expected = new StringBuilder();
    archive.names("", "").stream()
        .filter(name -> !EvidenceParts.isAroundTheSignature(name))
        .filter(name -> !name.equals(EvidenceParts.CHECKSUMS))
        .forEach(
            name ->
                expected
                    .append(Digest.sha256(archive.part(name).orElseThrow()).hex())
                    .append("  ")
                    .append(name)
                    .append('\n'));
    return Check.of(
        EvidenceParts.CHECKSUMS,
        archive.text(EvidenceParts.CHECKSUMS).filter(expected.toString()::equals).isPresent(),
        "the readable list is that of the parts",
        "the readable list is not that of the parts");
  }
}
