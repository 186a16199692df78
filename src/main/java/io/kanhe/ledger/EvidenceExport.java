package io.kanhe.ledger;

import io.kanhe.message.Digest;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.Trust;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes all evidence about one accepted message into one ZIP file, which {@link EvidenceVerifier}
 * checks without the gateway. The same case gives the same bytes while the ledger does not grow.
 * Thread-safe.
 */
public final class EvidenceExport {

  /**
   * The first month that ZIP writes without an extra field, which must not stand before mimetype.
   */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private final Ledger ledger;

  public EvidenceExport(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * @throws KanheException 4001 NOT_FOUND if the ledger has no such entry
   */
  public byte[] write(EvidenceCase evidence) {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    parts.put(EvidenceParts.README, utf8(EvidenceReadme.of(evidence)));
    Receipt receipt = evidence.receipt();
    signed(parts, EvidenceParts.message(evidence.message().door()), evidence.message());
    parts.put(EvidenceParts.RECEIPT, ReceiptCodec.write(receipt));
    parts.put(EvidenceParts.ENTRY, receipt.entry());
    parts.put(EvidenceParts.CHECKPOINT, utf8(receipt.checkpoint()));
    String checkpoint = ledger.checkpoint().orElse(receipt.checkpoint());
    long treeSize = treeSize(checkpoint);
    for (long index : evidence.entries()) {
      byte[] entry = ledger.entry(index).orElseThrow(() -> unknown(index));
      EntryProof proof = new EntryProof(index, ledger.inclusionProof(index, treeSize), checkpoint);
      parts.put(EvidenceParts.entry(index), entry);
      parts.put(EvidenceParts.proof(index), utf8(proof.text()));
    }
    for (EvidenceCase.Acknowledgement acknowledgement : evidence.acknowledgements()) {
      EvidenceCase.SignedBytes message = acknowledgement.message();
      signed(
          parts, EvidenceParts.acknowledgement(acknowledgement.entry(), message.door()), message);
    }
    parts.put(EvidenceParts.MANIFEST, utf8(manifest(parts)));
    return zip(parts);
  }

  private static void signed(
      Map<String, byte[]> parts, String name, EvidenceCase.SignedBytes message) {
    parts.put(name, message.raw());
    parts.put(name + "." + EvidenceParts.SIGNER_PATH, utf8(Trust.pem(message.signerPath())));
  }

  /** One line per part, as {@code sha256sum -c} reads it. */
  private static String manifest(Map<String, byte[]> parts) {
    StringBuilder lines = new StringBuilder();
    parts.forEach(
        (name, bytes) ->
            lines.append(Digest.sha256(bytes).hex()).append("  ").append(name).append('\n'));
    return lines.toString();
  }

  private static byte[] zip(Map<String, byte[]> parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      stored(zip, EvidenceParts.MIMETYPE, utf8(EvidenceParts.MEDIA_TYPE));
      for (Map.Entry<String, byte[]> part : parts.entrySet()) {
        ZipEntry entry = new ZipEntry(part.getKey());
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        zip.write(part.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  private static void stored(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  /** The size that a checkpoint of our own ledger states in its second line. */
  private static long treeSize(String checkpoint) {
    return Checkpoint.parse(checkpoint).treeSize();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static KanheException unknown(long index) {
    return new KanheException(ErrorCode.NOT_FOUND, "the ledger has no entry " + index);
  }
}
