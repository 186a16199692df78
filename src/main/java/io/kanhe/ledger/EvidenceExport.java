package io.kanhe.ledger;

import io.kanhe.message.Digest;
import io.kanhe.message.DigestAlgorithm;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.ContainerSigner;
import io.kanhe.trust.RevocationAnswer;
import io.kanhe.trust.Trust;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes all evidence about one accepted message into one ASiC-E file, signed and stamped, which
 * {@link EvidenceVerifier} checks without the gateway.
 *
 * <p>Standard: ETSI EN 319 162-1, ASiC-E with CAdES baseline T (B where no authority answers).
 * Thread-safe.
 */
public final class EvidenceExport {

  private final Ledger ledger;
  private final ContainerSigner signer;
  private final Stamps stamps;

  public EvidenceExport(Ledger ledger, ContainerSigner signer, Stamps stamps) {
    this.ledger = ledger;
    this.signer = signer;
    this.stamps = stamps;
  }

  /**
   * @throws KanheException 4001 NOT_FOUND if the ledger has no such entry
   */
  public byte[] write(EvidenceCase evidence) {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    parts.put(EvidenceParts.README, new byte[0]);
    Receipt receipt = evidence.receipt();
    EvidenceCase.SignedBytes original = evidence.message();
    if (original != null) {
      signed(parts, EvidenceParts.message(original.door()), original);
    }
    parts.put(EvidenceParts.RECEIPT, ReceiptCodec.write(receipt));
    parts.put(EvidenceParts.ENTRY, receipt.entry());
    parts.put(EvidenceParts.CHECKPOINT, utf8(receipt.checkpoint()));
    for (long index : evidence.entries()) {
      byte[] entry = ledger.entry(index).orElseThrow(() -> unknown(index));
      parts.put(EvidenceParts.entry(index), entry);
      Optional<StampedCheckpoint> stamp = stamps.covering(index);
      String checkpoint =
          stamp
              .map(StampedCheckpoint::note)
              .orElseGet(() -> ledger.checkpoint().orElse(receipt.checkpoint()));
      parts.put(EvidenceParts.proof(index), proof(index, checkpoint));
      stamp.ifPresent(each -> stamped(parts, each));
    }
    stamps
        .covering(receipt.index())
        .ifPresent(
            stamp -> {
              parts.put(EvidenceParts.ENTRY_PROOF, proof(receipt.index(), stamp.note()));
              stamped(parts, stamp);
            });
    for (EvidenceCase.Acknowledgement acknowledgement : evidence.acknowledgements()) {
      EvidenceCase.SignedBytes message = acknowledgement.message();
      signed(
          parts, EvidenceParts.acknowledgement(acknowledgement.entry(), message.door()), message);
    }
    String readme = EvidenceReadme.of(evidence, parts, signer.digest() == DigestAlgorithm.SM3);
    parts.put(EvidenceParts.README, utf8(readme));
    parts.put(EvidenceParts.CHECKSUMS, utf8(checksums(parts)));
    return container(parts);
  }

  private byte[] container(Map<String, byte[]> parts) {
    byte[] manifest = AsicManifest.write(parts);
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put(EvidenceParts.MIMETYPE, utf8(EvidenceParts.MEDIA_TYPE));
    all.put(EvidenceParts.MANIFEST, manifest);
    all.put(EvidenceParts.SIGNATURE, signer.sign(manifest, stamps::over));
    all.putAll(parts);
    return StoredZip.write(all);
  }

  private byte[] proof(long index, String checkpoint) {
    long treeSize = Checkpoint.parse(checkpoint).treeSize();
    return utf8(new EntryProof(index, ledger.inclusionProof(index, treeSize), checkpoint).text());
  }

  private static void stamped(Map<String, byte[]> parts, StampedCheckpoint stamp) {
    parts.put(EvidenceParts.stamped(stamp.treeSize()), utf8(stamp.note()));
    parts.put(EvidenceParts.stamp(stamp.treeSize()), stamp.token());
  }

  private static void signed(
      Map<String, byte[]> parts, String name, EvidenceCase.SignedBytes message) {
    parts.put(name, message.raw());
    parts.put(name + "." + EvidenceParts.SIGNER_PATH, utf8(Trust.pem(message.signerPath())));
    int number = 0;
    for (RevocationAnswer answer : message.revocation()) {
      parts.put(EvidenceParts.revocation(name, ++number, answer.form()), answer.bytes());
    }
  }

  /** One line per part, as {@code sha256sum -c} reads it. */
  private static String checksums(Map<String, byte[]> parts) {
    StringBuilder lines = new StringBuilder();
    parts.forEach(
        (name, bytes) ->
            lines.append(Digest.sha256(bytes).hex()).append("  ").append(name).append('\n'));
    return lines.toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static KanheException unknown(long index) {
    return new KanheException(ErrorCode.NOT_FOUND, "the ledger has no entry " + index);
  }
}
