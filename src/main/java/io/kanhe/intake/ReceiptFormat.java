package io.kanhe.intake;

import io.kanhe.ledger.Receipt;

/** The stored form of receipts, {@code k:Receipt} in UTF-8. Thread-safe. */
public interface ReceiptFormat {

  byte[] write(Receipt receipt);

  Receipt read(byte[] xml);
}
