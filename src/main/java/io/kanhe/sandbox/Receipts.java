package io.kanhe.sandbox;

/** Receipts as partners read them from their queue. */
final class Receipts {

  private static final int PATIENCE_SECONDS = 30;

  private Receipts() {}

  static byte[] next(PartnerQueues queues) throws InterruptedException {
    byte[] bytes = queues.nextReceipt(PATIENCE_SECONDS);
    if (bytes == null) {
      throw new IllegalStateException("no receipt in " + PATIENCE_SECONDS + " s");
    }
    return bytes;
  }
}
