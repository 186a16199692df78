package io.kanhe.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.message.Digest;
import io.kanhe.message.MessageId;
import io.kanhe.platform.KanheException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiptTest {

  private static final byte[] RAW = "raw bytes".getBytes(StandardCharsets.UTF_8);
  private static final MessageId ID = MessageId.named("receipt");

  private final TestNotes notes = new TestNotes("kanhe.test/log");
  private final ReceiptVerifier verifier = new ReceiptVerifier(notes);

  @Test
  void isTheSameAfterWritingAndReading() {
    Receipt receipt = receipt();
    Receipt read = ReceiptCodec.read(ReceiptCodec.write(receipt));
    assertThat(read).usingRecursiveComparison().isEqualTo(receipt);
    assertThat(ReceiptCodec.write(read)).isEqualTo(ReceiptCodec.write(receipt));
  }

  @Test
  void verifiesWithTheLogKeyAlone() {
    assertThat(verifier.verify(receipt(), RAW))
        .hasSize(4)
        .allMatch(check -> check.result() == Check.Result.PASS);
    List<Check> withoutBytes = verifier.verify(receipt(), null);
    assertThat(withoutBytes).last().extracting(Check::result).isEqualTo(Check.Result.SKIPPED);
    assertThat(Check.allPassed(withoutBytes)).isTrue();
  }

  @Test
  void failsForOtherBytesAnotherLogOrAnotherEntry() {
    Receipt receipt = receipt();
    assertThat(failed(verifier.verify(receipt, new byte[] {1}))).containsExactly("raw digest");
    ReceiptVerifier stranger = new ReceiptVerifier(new TestNotes("kanhe.test/log"));
    assertThat(failed(stranger.verify(receipt, RAW))).containsExactly("checkpoint signature");
    Receipt moved =
        with(receipt, receipt.index() + 1, receipt.messageId(), receipt.senderSequence());
    assertThat(failed(verifier.verify(moved, RAW))).containsExactly("inclusion proof");
    Receipt renamed =
        with(receipt, receipt.index(), MessageId.named("other"), receipt.senderSequence());
    assertThat(failed(verifier.verify(renamed, RAW))).containsExactly("entry");
    Receipt recounted = with(receipt, receipt.index(), receipt.messageId(), 8);
    assertThat(failed(verifier.verify(recounted, RAW))).containsExactly("entry");
  }

  @ParameterizedTest
  @CsvSource({
    "<k:outcome>ACCEPTED</k:outcome>, <k:outcome>MAYBE</k:outcome>",
    "<k:outcome>ACCEPTED</k:outcome>, ''",
    "<k:index>, <k:index>0",
    "algorithm=\"SHA-256\", algorithm=\"MD5\"",
    "<k:proof>, <k:proof><k:hash>AAAA</k:hash>",
    "</k:Receipt>, <k:more/></k:Receipt>",
    "</k:Receipt>, text</k:Receipt>",
    "urn:kanhe:envelope:1, urn:kanhe:envelope:2"
  })
  void refusesAnythingButTheSchema(String good, String bad) {
    String xml = new String(ReceiptCodec.write(receipt()), StandardCharsets.UTF_8);
    assertThat(xml).contains(good);
    byte[] changed = xml.replace(good, bad).getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> ReceiptCodec.read(changed)).isInstanceOf(KanheException.class);
  }

  private Receipt receipt() {
    Map<String, String> facts =
        Map.of(
            "messageId",
            ID.toString(),
            "rawDigest",
            Digest.sha256(RAW).toString(),
            "senderSequence",
            "7");
    Entry entry = Entry.of(EntryType.ACCEPTED, Instant.parse("2026-11-24T08:00:00Z"), facts);
    List<byte[]> leaves = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      leaves.add(MerkleHash.leaf(i == 4 ? entry.canonicalBytes() : new byte[] {(byte) i}));
    }
    TreeGrowth growth = TreeState.EMPTY.grow(leaves);
    MerkleTree tree = new MerkleTree(11, growth);
    String checkpoint = notes.sign(new Checkpoint(notes.name(), 11, tree.root()).text());
    return new Receipt(
        EntryType.ACCEPTED,
        ID,
        Digest.sha256(RAW),
        null,
        7,
        entry.canonicalBytes(),
        4,
        11,
        tree.inclusion(4),
        checkpoint);
  }

  private static Receipt with(Receipt receipt, long index, MessageId id, long sequence) {
    return new Receipt(
        receipt.outcome(),
        id,
        receipt.rawDigest(),
        receipt.code(),
        sequence,
        receipt.entry(),
        index,
        receipt.treeSize(),
        receipt.proof(),
        receipt.checkpoint());
  }

  private static List<String> failed(List<Check> checks) {
    return checks.stream()
        .filter(check -> check.result() == Check.Result.FAIL)
        .map(Check::name)
        .toList();
  }
}
