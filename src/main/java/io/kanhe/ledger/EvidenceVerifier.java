package io.kanhe.ledger;

import io.kanhe.message.Digest;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.CertificateTrust;
import io.kanhe.trust.Signer;
import io.kanhe.trust.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks an evidence file with nothing but {@link EvidenceTrust}: no gateway, no database, no
 * network. What stands in the file is never trusted for itself. Thread-safe.
 */
public final class EvidenceVerifier {

  /** Entry fact with the signer's thumbprint. */
  public static final String FACT_SIGNER = "signer";

  /** Entry fact by which later entries name the ACCEPTED entry of their message. */
  public static final String FACT_ACCEPTED_INDEX = "acceptedIndex";

  private final ReceiptVerifier receipts;
  private final CertificateTrust trust;
  private final SignatureCheck signatures;
  private final ContainerCheck container;
  private final StampCheck stamps;

  public EvidenceVerifier(EvidenceTrust trust, SignatureCheck signatures) {
    this.receipts = new ReceiptVerifier(trust.log());
    this.trust = trust.signers();
    this.signatures = signatures;
    this.container = new ContainerCheck(trust);
    this.stamps = new StampCheck(trust.stamps());
  }

  /** Never throws for anything that the file holds. */
  public List<Check> verify(byte[] file) {
    EvidenceArchive archive;
    try {
      archive = EvidenceArchive.read(file);
    } catch (KanheException e) {
      return List.of(Check.fail("container", e.getMessage()));
    }
    List<Check> checks = new ArrayList<>();
    checks.add(Check.pass("container", "ASiC-E in its one form"));
    checks.addAll(container.check(archive));
    Receipt receipt = checkMessage(archive, checks);
    if (receipt != null) {
      checkEntries(archive, receipt, checks);
      checkAcknowledgements(archive, checks);
    }
    return checks;
  }

  private @Nullable Receipt checkMessage(EvidenceArchive archive, List<Check> checks) {
    Receipt receipt;
    try {
      receipt = ReceiptCodec.read(archive.part(EvidenceParts.RECEIPT).orElse(new byte[0]));
    } catch (KanheException e) {
      checks.add(Check.fail("receipt", e.getMessage()));
      return null;
    }
    List<String> raw =
        archive.names(EvidenceParts.MESSAGE + "raw", "").stream()
            .filter(EvidenceParts::isSigned)
            .toList();
    if (raw.isEmpty() && isErased(archive, receipt)) {
      receipts.verify(receipt, null).stream()
          .filter(check -> check.result() != Check.Result.SKIPPED)
          .forEach(check -> checks.add(named("message", check)));
      checks.add(sameAsReceipt(archive, receipt));
      checkStamp(archive, receipt, checks);
      checks.add(
          Check.withheld(
              "message: content",
              "the gateway erased it and recorded so; its digest is " + receipt.rawDigest()));
      return receipt;
    }
    if (raw.size() != 1) {
      checks.add(Check.fail("message", raw.size() + " raw messages (expected: 1)"));
      return null;
    }
    byte[] bytes = archive.part(raw.get(0)).orElseThrow();
    receipts.verify(receipt, bytes).forEach(check -> checks.add(named("message", check)));
    checks.add(sameAsReceipt(archive, receipt));
    checkStamp(archive, receipt, checks);
    checkSignature(archive, "message", raw.get(0), receipt.entry(), checks);
    return receipt;
  }

  /** The receipt's own checkpoint is seldom the stamped one: another proof leads to that. */
  private void checkStamp(EvidenceArchive archive, Receipt receipt, List<Check> checks) {
    String text = archive.text(EvidenceParts.ENTRY_PROOF).orElse("");
    if (text.isEmpty()) {
      checks.add(Check.skipped("message: time stamp", "the file holds none for the entry"));
      return;
    }
    try {
      EntryProof proof = EntryProof.parse(text);
      long treeSize = receipts.treeSize(proof.checkpoint());
      receipts
          .verifyEntry(
              receipt.entry(), receipt.index(), treeSize, proof.hashes(), proof.checkpoint())
          .forEach(check -> checks.add(named(EvidenceParts.ENTRY_PROOF, check)));
      Instant time = Entry.parse(receipt.entry()).time();
      checks.add(stamps.check(archive, "message", proof.checkpoint(), treeSize, time));
    } catch (KanheException e) {
      checks.add(Check.fail(EvidenceParts.ENTRY_PROOF, e.getMessage()));
    }
  }

  /**
   * True if the ledger says that these very bytes were erased. The proof of that entry is checked
   * with those of all entries. Attack: a message is left out of the file to hide what it says.
   */
  private boolean isErased(EvidenceArchive archive, Receipt receipt) {
    return archive.names(EvidenceParts.ENTRIES, ".json").stream()
        .anyMatch(name -> isErasure(archive.part(name).orElseThrow(), receipt));
  }

  private static boolean isErasure(byte[] bytes, Receipt receipt) {
    try {
      Entry entry = Entry.parse(bytes);
      return entry.type() == EntryType.ERASED
          && Long.toString(receipt.index()).equals(entry.facts().get(FACT_ACCEPTED_INDEX))
          && receipt
              .rawDigest()
              .toString()
              .equals(entry.facts().get(ReceiptVerifier.FACT_RAW_DIGEST));
    } catch (KanheException e) {
      return false;
    }
  }

  /** The copies for human readers must not say something else than the proven ones. */
  private static Check sameAsReceipt(EvidenceArchive archive, Receipt receipt) {
    boolean same =
        archive
                .part(EvidenceParts.ENTRY)
                .filter(entry -> Arrays.equals(entry, receipt.entry()))
                .isPresent()
            && archive
                .text(EvidenceParts.CHECKPOINT)
                .filter(receipt.checkpoint()::equals)
                .isPresent();
    return Check.of(
        "message: readable copies",
        same,
        "entry.json and checkpoint.txt are those of the receipt",
        "entry.json or checkpoint.txt differ from the receipt");
  }

  private void checkEntries(EvidenceArchive archive, Receipt receipt, List<Check> checks) {
    List<String> names = archive.names(EvidenceParts.ENTRIES, ".json");
    if (names.isEmpty()) {
      checks.add(Check.skipped("entries", "the file holds no later entries"));
    }
    for (String name : names) {
      byte[] bytes = archive.part(name).orElseThrow();
      String proofName = name.substring(0, name.length() - ".json".length()) + ".tlog-proof";
      try {
        EntryProof proof = EntryProof.parse(archive.text(proofName).orElse(""));
        long treeSize = receipts.treeSize(proof.checkpoint());
        receipts
            .verifyEntry(bytes, proof.index(), treeSize, proof.hashes(), proof.checkpoint())
            .forEach(check -> checks.add(named(name, check)));
        Entry entry = Entry.parse(bytes);
        boolean about =
            Long.toString(receipt.index()).equals(entry.facts().get(FACT_ACCEPTED_INDEX))
                && name.equals(EvidenceParts.entry(proof.index()));
        checks.add(
            Check.of(
                name + ": entry",
                about,
                entry.type() + " at " + entry.time(),
                "the entry is not about entry "
                    + receipt.index()
                    + ", or stands under another number"));
        checks.add(stamps.check(archive, name, proof.checkpoint(), treeSize, entry.time()));
      } catch (KanheException e) {
        checks.add(Check.fail(name, e.getMessage()));
      }
    }
  }

  private void checkAcknowledgements(EvidenceArchive archive, List<Check> checks) {
    List<String> names =
        archive.names(EvidenceParts.ACKNOWLEDGEMENTS, "").stream()
            .filter(EvidenceParts::isSigned)
            .toList();
    if (names.isEmpty()) {
      checks.add(Check.skipped("acknowledgements", "the file holds none"));
    }
    for (String name : names) {
      String number = name.substring(EvidenceParts.ACKNOWLEDGEMENTS.length()).split("\\.", 2)[0];
      byte[] entry = archive.part(EvidenceParts.ENTRIES + number + ".json").orElse(new byte[0]);
      byte[] raw = archive.part(name).orElseThrow();
      checks.add(sameBytes(name, entry, raw));
      checkSignature(archive, name, name, entry, checks);
    }
  }

  private static Check sameBytes(String name, byte[] entry, byte[] raw) {
    try {
      String recorded = Entry.parse(entry).facts().get(ReceiptVerifier.FACT_RAW_DIGEST);
      String found = Digest.sha256(raw).toString();
      return Check.of(
          name + ": raw digest",
          found.equals(recorded),
          found,
          "the bytes do not have the digest of their entry");
    } catch (KanheException e) {
      return Check.fail(name + ": raw digest", "the entry of these bytes is missing or malformed");
    }
  }

  private void checkSignature(
      EvidenceArchive archive, String subject, String part, byte[] entryBytes, List<Check> checks) {
    byte[] raw = archive.part(part).orElseThrow();
    Signer signer;
    try {
      signer = signatures.verify(EvidenceParts.door(part), raw);
      checks.add(Check.pass(subject + ": signature", signer.algorithm()));
    } catch (KanheException e) {
      checks.add(Check.fail(subject + ": signature", e.code() + ": " + e.getMessage()));
      return;
    }
    try {
      Entry entry = Entry.parse(entryBytes);
      checks.add(
          Check.of(
              subject + ": signer",
              signer.thumbprint().toString().equals(entry.facts().get(FACT_SIGNER)),
              signer.certificate().getSubjectX500Principal().getName(),
              "the entry names another signer"));
      Standing standing = trust.check(signer.certificate(), entry.time());
      checks.add(
          Check.pass(subject + ": certificate path", "trusted and in force at " + entry.time()));
      RevocationCheck.of(archive, subject, part, entry, standing.path()).ifPresent(checks::add);
    } catch (KanheException e) {
      checks.add(Check.fail(subject + ": certificate path", e.code() + ": " + e.getMessage()));
    }
  }

  private static Check named(String subject, Check check) {
    return new Check(subject + ": " + check.name(), check.result(), check.reason());
  }
}
