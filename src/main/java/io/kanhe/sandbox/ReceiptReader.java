package io.kanhe.sandbox;

import io.kanhe.ledger.EntryType;
import io.kanhe.ledger.Receipt;
import io.kanhe.ledger.ReceiptCodec;
import io.kanhe.message.Digest;
import io.kanhe.platform.KanheException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads every receipt of a partner's queue, verifies it, holds its checkpoint to the remembered one
 * and says what came of the message. One thread of its own.
 */
final class ReceiptReader implements AutoCloseable {

  private static final int POLL_SECONDS = 1;

  private final PartnerQueues queues;
  private final PartnerWitness witness;
  private final PartnerReport report;
  private final Map<Digest, CompletableFuture<Boolean>> awaited = new ConcurrentHashMap<>();
  private final Thread thread = new Thread(this::read, "receipts");
  private volatile boolean open = true;

  ReceiptReader(PartnerQueues queues, PartnerWitness witness, PartnerReport report) {
    this.queues = queues;
    this.witness = witness;
    this.report = report;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Call before sending: done with true once the message with these bytes is accepted. */
  CompletableFuture<Boolean> expect(byte[] signed) {
    return awaited.computeIfAbsent(Digest.sha256(signed), digest -> new CompletableFuture<>());
  }

  /** Verifies a receipt that came with an answer over HTTP or from the queue, and says so. */
  boolean take(byte[] bytes, String detail, String what) throws InterruptedException {
    try {
      Receipt receipt = ReceiptCodec.read(bytes);
      String fault = witness.fault(bytes);
      if (!fault.isEmpty()) {
        report.wrong(
            what + ": " + fault + ". Stop sending, keep the folder --memory and call the operator");
        return false;
      }
      boolean accepted = receipt.outcome() != EntryType.REFUSED;
      if (accepted) {
        report.ok(
            what
                + ": "
                + receipt.outcome()
                + ", ledger entry "
                + receipt.index()
                + ", receipt no. "
                + receipt.senderSequence()
                + " verified");
      } else {
        report.refused(what, String.valueOf(receipt.code()), detail);
      }
      complete(receipt.rawDigest(), accepted);
      return accepted;
    } catch (KanheException | IOException e) {
      String text = new String(bytes, StandardCharsets.UTF_8);
      report.wrong(what + ": no receipt: " + text.substring(0, Math.min(400, text.length())));
      return false;
    }
  }

  private void complete(Digest digest, boolean accepted) {
    CompletableFuture<Boolean> waiting = awaited.remove(digest);
    if (waiting != null) {
      waiting.complete(accepted);
    }
  }

  private void read() {
    try {
      while (open) {
        PartnerQueues.QueueAnswer next = queues.nextAnswer(POLL_SECONDS);
        if (next != null) {
          take(next.body(), next.detail(), "receipt");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    open = false;
    thread.interrupt();
  }
}
