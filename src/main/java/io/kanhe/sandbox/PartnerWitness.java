package io.kanhe.sandbox;

import io.kanhe.ledger.Check;
import io.kanhe.ledger.CheckpointMemory;
import io.kanhe.ledger.CheckpointMemory.Seen;
import io.kanhe.ledger.HttpLog;
import io.kanhe.ledger.LogSource;
import io.kanhe.ledger.Receipt;
import io.kanhe.ledger.ReceiptCodec;
import io.kanhe.ledger.ReceiptVerifier;
import io.kanhe.ledger.SequenceMemory;
import io.kanhe.trust.NoteVerifier;
import io.kanhe.trust.Trust;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A partner as a witness of the log: verifies its receipts, remembers the last checkpoint and the
 * numbers of its receipts on its own disk, and takes no history that does not continue what it
 * remembers.
 */
final class PartnerWitness {

  private static final int PROOF_ATTEMPTS = 10;
  private static final int PROOF_PAUSE_MILLIS = 200;

  private final CheckpointMemory checkpoints;
  private final SequenceMemory sequence;
  private final ReceiptVerifier receipts;
  private final LogSource log;

  private PartnerWitness(
      CheckpointMemory checkpoints,
      SequenceMemory sequence,
      ReceiptVerifier receipts,
      LogSource log) {
    this.checkpoints = checkpoints;
    this.sequence = sequence;
    this.receipts = receipts;
    this.log = log;
  }

  static PartnerWitness open(DemoPlan plan, PartnerKeys keys) throws IOException {
    Path vkey = plan.certs().resolve("trust").resolve("log.vkey");
    Path folder = plan.home().resolve("data").resolve("partners").resolve(keys.id());
    return open(folder, vkey, keys, plan.gateway());
  }

  /**
   * @param folder of this memory alone; made if absent
   * @param vkey file with the verifier key of the log
   */
  static PartnerWitness open(Path folder, Path vkey, PartnerKeys keys, GatewayAddress gateway)
      throws IOException {
    NoteVerifier verifier = Trust.noteVerifier(Files.readString(vkey).strip());
    HttpClient http = HttpClient.newBuilder().sslContext(keys.tls()).build();
    return new PartnerWitness(
        CheckpointMemory.open(folder, verifier),
        SequenceMemory.open(folder.resolve("sequence")),
        new ReceiptVerifier(verifier),
        new HttpLog(http, gateway.log()));
  }

  /** True if the receipt is valid, its number is new and its checkpoint is of the same history. */
  boolean accepts(byte[] receiptBytes) throws IOException {
    Receipt receipt = ReceiptCodec.read(receiptBytes);
    return Check.allPassed(receipts.verify(receipt, null))
        && sequence.received(receipt) != SequenceMemory.Outcome.CONFLICT
        && checkpoints.received(receipt.checkpoint(), log).isTrusted();
  }

  /** What is wrong with a receipt; empty if nothing is. A log that is slow is asked again. */
  String fault(byte[] receiptBytes) throws IOException, InterruptedException {
    Receipt receipt = ReceiptCodec.read(receiptBytes);
    if (!Check.allPassed(receipts.verify(receipt, null))) {
      return "the receipt is not one of this log";
    }
    if (sequence.received(receipt) == SequenceMemory.Outcome.CONFLICT) {
      return "the gateway gave its number to another message before";
    }
    Seen seen = checkpoints.received(receipt.checkpoint(), log);
    for (int i = 1; i < PROOF_ATTEMPTS && seen.verdict() == Seen.Verdict.UNPROVEN; i++) {
      Thread.sleep(PROOF_PAUSE_MILLIS);
      seen = checkpoints.received(receipt.checkpoint(), log);
    }
    return seen.isTrusted()
        ? ""
        : "its checkpoint is " + seen.verdict() + " with the remembered one";
  }

  /** Asks the log for its newest checkpoint and for the proof that it continues the remembered. */
  Seen look() throws IOException {
    return checkpoints.newest(log);
  }

  List<SequenceMemory.Gap> gaps() {
    return sequence.gaps();
  }
}
