package io.kanhe.sandbox;

import io.kanhe.ledger.ReceiptCodec;
import io.kanhe.message.Digest;

/** Receipts as partners read them from their queue. */
final class Receipts {

  private static final int PATIENCE_SECONDS = 60;

  private Receipts() {}

  /**
   * Waits for the receipt about {@code sent}; those about acknowledgements sent meanwhile are
   * passed over.
   */
  static byte[] about(byte[] sent, PartnerQueues queues) throws InterruptedException {
    Digest digest = Digest.sha256(sent);
    for (byte[] next = queues.nextReceipt(PATIENCE_SECONDS);
        next != null;
        next = queues.nextReceipt(PATIENCE_SECONDS)) {
      if (ReceiptCodec.read(next).rawDigest().equals(digest)) {
        return next;
      }
    }
    throw new IllegalStateException("no receipt in " + PATIENCE_SECONDS + " s");
  }
}
