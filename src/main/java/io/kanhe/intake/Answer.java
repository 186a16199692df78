package io.kanhe.intake;

import io.kanhe.ledger.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * What a recording gives back to the thread that submitted.
 *
 * @param receiptXml the stored form of the receipt of a repeated message, read by the submitter's
 *     thread and not by the writer's; {@code null} with a new receipt
 */
record Answer(@Nullable Receipt receipt, byte @Nullable [] receiptXml) {

  static Answer fresh(Receipt receipt) {
    return new Answer(receipt, null);
  }

  static Answer repeated(byte[] receiptXml) {
    return new Answer(null, receiptXml);
  }
}
