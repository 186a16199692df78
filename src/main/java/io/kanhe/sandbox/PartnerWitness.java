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
    String vkey = Files.readString(plan.certs().resolve("trust").resolve("log.vkey")).strip();
    NoteVerifier verifier = Trust.noteVerifier(vkey);
    Path folder = plan.home().resolve("data").resolve("partners").resolve(keys.id());
    HttpClient http = HttpClient.newBuilder().sslContext(keys.tls()).build();
    return new PartnerWitness(
        CheckpointMemory.open(folder, verifier),
        SequenceMemory.open(folder.resolve("sequence")),
        new ReceiptVerifier(verifier),
        new HttpLog(http, plan.gateway().log()));
  }

  /** True if the receipt is valid, its number is new and its checkpoint is of the same history. */
  boolean accepts(byte[] receiptBytes) throws IOException {
    Receipt receipt = ReceiptCodec.read(receiptBytes);
    return Check.allPassed(receipts.verify(receipt, null))
        && sequence.received(receipt) != SequenceMemory.Outcome.CONFLICT
        && checkpoints.received(receipt.checkpoint(), log).isTrusted();
  }

  /** Asks the log for its newest checkpoint and for the proof that it continues the remembered. */
  Seen look() throws IOException {
    return checkpoints.newest(log);
  }

  List<SequenceMemory.Gap> gaps() {
    return sequence.gaps();
  }
}
