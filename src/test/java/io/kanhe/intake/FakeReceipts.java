package io.kanhe.intake;

import io.kanhe.ledger.EntryType;
import io.kanhe.ledger.Receipt;
import io.kanhe.message.Digest;
import io.kanhe.message.MessageId;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Receipts as one line of text. */
final class FakeReceipts implements ReceiptFormat {

  @Override
  public byte[] write(Receipt receipt) {
    return String.join(
            "|",
            receipt.outcome().name(),
            String.valueOf(receipt.messageId()),
            receipt.rawDigest().toString(),
            Long.toString(receipt.senderSequence()),
            Long.toString(receipt.index()))
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Receipt read(byte[] text) {
    String[] parts = new String(text, StandardCharsets.UTF_8).split("\\|");
    return new Receipt(
        EntryType.valueOf(parts[0]),
        parts[1].equals("null") ? null : MessageId.parse(parts[1]),
        Digest.parse(parts[2]),
        null,
        Long.parseLong(parts[3]),
        new byte[0],
        Long.parseLong(parts[4]),
        Long.parseLong(parts[4]) + 1,
        List.of(),
        "note");
  }
}
