package io.kanhe.ledger;

import io.kanhe.message.Digest;
import io.kanhe.message.MessageId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the sender gets: proof that the ledger holds an entry about its bytes. Signed by the
 * checkpoint's signature, which covers the entry through the inclusion proof; see docs/protocol.md
 * for how to check one by hand.
 *
 * @param outcome {@code ACCEPTED}, {@code REFUSED}, {@code ACKNOWLEDGED} or {@code DECLINED}
 * @param messageId as in the message; {@code null} if the bytes were refused before an id was
 *     verified
 * @param rawDigest SHA-256 over the bytes as they came in
 * @param code four digits and name for a refusal, else {@code null}
 * @param senderSequence counter of accepted messages per sender from 1; 0 for a refusal
 * @param entry canonical bytes of the entry
 */
public record Receipt(
    EntryType outcome,
    @Nullable MessageId messageId,
    Digest rawDigest,
    @Nullable String code,
    long senderSequence,
    byte[] entry,
    long index,
    long treeSize,
    List<byte[]> proof,
    String checkpoint) {

  public Receipt {
    proof = List.copyOf(proof);
  }
}
