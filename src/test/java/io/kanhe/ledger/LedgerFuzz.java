package io.kanhe.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kanhe.fuzz.FuzzTarget;
import io.kanhe.message.Digest;
import io.kanhe.message.MessageId;
import io.kanhe.trust.NoteSigner;
import io.kanhe.trust.NoteVerifier;
import io.kanhe.trust.TestPki;
import io.kanhe.trust.Trust;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The readers and verifiers of receipts, entries and proofs. */
public final class LedgerFuzz {

  private static final byte[] RAW = "raw bytes".getBytes(UTF_8);

  private LedgerFuzz() {}

  public static List<FuzzTarget> targets() throws IOException {
    NoteSigner signer = TestPki.noteSigner("kanhe.test/log");
    NoteVerifier notes = Trust.noteVerifier(signer.verifierKey());
    Receipt receipt = receipt(signer);
    byte[] written = ReceiptCodec.write(receipt);
    ReceiptVerifier receipts = new ReceiptVerifier(notes);
    return List.of(
        new FuzzTarget("receipt-codec", List.of(written), ReceiptCodec::read),
        new FuzzTarget(
            "receipt-verifier",
            List.of(written),
            input -> receipts.verify(ReceiptCodec.read(input), RAW)),
        new FuzzTarget("entry-codec", List.of(receipt.entry()), EntryCodec::read),
        new FuzzTarget(
            "checkpoint",
            List.of(receipt.checkpoint().getBytes(UTF_8)),
            input -> Checkpoint.parse(new String(input, UTF_8))),
        new FuzzTarget(
            "entry-bundle",
            List.of(EntryBundle.write(List.of(receipt.entry(), receipt.entry()))),
            input -> EntryBundle.read(input, 2)),
        new FuzzTarget(
            "log-path",
            List.of("tile/0/x001/234.p/7".getBytes(UTF_8), "tile/entries/000".getBytes(UTF_8)),
            input -> LogPath.parse(new String(input, UTF_8))),
        new FuzzTarget("tree-proof", List.of(proof(receipt)), LedgerFuzz::proofs));
  }

  /** Index, size, root, leaf, then the proof, as the bytes have them. */
  private static void proofs(byte[] input) {
    if (input.length < 80) {
      return;
    }
    ByteBuffer in = ByteBuffer.wrap(input);
    long index = in.getLong();
    long size = in.getLong();
    byte[] root = new byte[32];
    byte[] leaf = new byte[32];
    in.get(root).get(leaf);
    List<byte[]> path = new ArrayList<>();
    while (in.remaining() > 0) {
      byte[] hash = new byte[Math.min(32, in.remaining())];
      in.get(hash);
      path.add(hash);
    }
    MerkleProofs.verifyInclusion(leaf, index, size, path, root);
    MerkleProofs.verifyConsistency(index, size, path, leaf, root);
  }

  private static byte[] proof(Receipt receipt) {
    ByteBuffer out = ByteBuffer.allocate(80 + 32 * receipt.proof().size());
    out.putLong(4).putLong(11).put(new byte[32]).put(MerkleHash.leaf(receipt.entry()));
    receipt.proof().forEach(out::put);
    return out.array();
  }

  private static Receipt receipt(NoteSigner notes) {
    MessageId id = MessageId.named("receipt");
    Map<String, String> facts =
        Map.of(
            "messageId", id.toString(),
            "rawDigest", Digest.sha256(RAW).toString(),
            "senderSequence", "7");
    Entry entry = Entry.of(EntryType.ACCEPTED, Instant.parse("2026-11-24T08:00:00Z"), facts);
    List<byte[]> leaves = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      leaves.add(MerkleHash.leaf(i == 4 ? entry.canonicalBytes() : new byte[] {(byte) i}));
    }
    MerkleTree tree = new MerkleTree(11, TreeState.EMPTY.grow(leaves));
    return new Receipt(
        EntryType.ACCEPTED,
        id,
        Digest.sha256(RAW),
        null,
        7,
        entry.canonicalBytes(),
        4,
        11,
        tree.inclusion(4),
        notes.sign(new Checkpoint(notes.name(), 11, tree.root()).text()));
  }
}
