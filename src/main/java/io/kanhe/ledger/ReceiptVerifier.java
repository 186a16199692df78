package io.kanhe.ledger;

import io.kanhe.message.MessageId;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.NoteVerifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Checks a receipt against the log's public key alone, without gateway and database. Thread-safe.
 *
 * <p>The checkpoint's signature covers the root, the root covers the entry by its inclusion proof,
 * and the entry holds the digest of the bytes: what a receipt says beside that is true only as far
 * as the entry says the same.
 */
public final class ReceiptVerifier {

  /** Facts of an entry that a receipt repeats. */
  public static final String FACT_MESSAGE_ID = "messageId";

  public static final String FACT_RAW_DIGEST = "rawDigest";
  public static final String FACT_SENDER_SEQUENCE = "senderSequence";
  public static final String FACT_CODE = "code";

  private final NoteVerifier log;

  public ReceiptVerifier(NoteVerifier log) {
    this.log = log;
  }

  /**
   * @param raw the bytes that the receipt is about; with {@code null} their digest is not checked
   *     and said to be skipped
   */
  public List<Check> verify(Receipt receipt, byte @Nullable [] raw) {
    List<Check> checks = new ArrayList<>();
    checks.addAll(
        verifyEntry(
            receipt.entry(),
            receipt.index(),
            receipt.treeSize(),
            receipt.proof(),
            receipt.checkpoint()));
    checks.add(sameFacts(receipt));
    checks.add(
        raw == null
            ? Check.skipped("raw digest", "the bytes were not given")
            : Check.of(
                "raw digest",
                receipt.rawDigest().matches(raw),
                receipt.rawDigest().toString(),
                "the bytes do not have the digest of the receipt"));
    return checks;
  }

  /** Checks that the log that signed {@code checkpoint} holds {@code entry} at {@code index}. */
  public List<Check> verifyEntry(
      byte[] entry, long index, long treeSize, List<byte[]> proof, String checkpoint) {
    Checkpoint signed;
    try {
      signed = Checkpoint.parse(log.verify(checkpoint));
    } catch (KanheException e) {
      return List.of(
          Check.fail("checkpoint signature", e.getMessage()),
          Check.skipped("inclusion proof", "there is no checkpoint to check it against"));
    }
    if (!signed.origin().equals(log.name())) {
      return List.of(
          Check.fail(
              "checkpoint signature", "the checkpoint is of another log than " + log.name()));
    }
    boolean included =
        signed.treeSize() == treeSize
            && MerkleProofs.verifyInclusion(
                MerkleProofs.leafHash(entry), index, treeSize, proof, signed.root());
    return List.of(
        Check.pass(
            "checkpoint signature", log.name() + " signed " + signed.treeSize() + " entries"),
        Check.of(
            "inclusion proof",
            included,
            "entry " + index + " is in the tree of " + treeSize,
            "the proof does not lead from entry " + index + " to the signed root"));
  }

  /** Size that a checkpoint states once its signature was verified; -1 for any other text. */
  long treeSize(String checkpoint) {
    try {
      return Checkpoint.parse(log.verify(checkpoint)).treeSize();
    } catch (KanheException e) {
      return -1;
    }
  }

  private static Check sameFacts(Receipt receipt) {
    String name = "entry";
    Entry entry;
    try {
      entry = Entry.parse(receipt.entry());
    } catch (KanheException e) {
      return Check.fail(name, e.getMessage());
    }
    if (entry.type() != receipt.outcome()) {
      return Check.fail(
          name, "the entry says " + entry.type() + ", the receipt " + receipt.outcome());
    }
    // Attack: a true entry about other bytes, wrapped in a receipt that names these.
    String difference = difference(receipt, entry.facts());
    return Check.of(
        name,
        difference.isEmpty(),
        entry.type() + " at " + entry.time(),
        "entry and receipt differ in " + difference);
  }

  private static String difference(Receipt receipt, Map<String, String> facts) {
    if (!receipt.rawDigest().toString().equals(facts.get(FACT_RAW_DIGEST))) {
      return FACT_RAW_DIGEST;
    }
    MessageId id = receipt.messageId();
    if (id != null && !id.toString().equals(facts.get(FACT_MESSAGE_ID))) {
      return FACT_MESSAGE_ID;
    }
    if (!Long.toString(receipt.senderSequence())
        .equals(facts.getOrDefault(FACT_SENDER_SEQUENCE, "0"))) {
      return FACT_SENDER_SEQUENCE;
    }
    String code = receipt.code();
    // The entry holds the four digits alone, the receipt also the name.
    return Objects.equals(code == null ? null : code.split(" ", 2)[0], facts.get(FACT_CODE))
        ? ""
        : FACT_CODE;
  }
}
