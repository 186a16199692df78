package io.kanhe.fault;

import io.kanhe.ledger.Check;
import io.kanhe.ledger.Receipt;
import io.kanhe.ledger.ReceiptVerifier;
import io.kanhe.trust.NoteVerifier;
import io.kanhe.trust.Trust;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the receipts of a run are proved by themselves and by the ledger of the gateway that has
 * stopped.
 *
 * @param unproven receipts whose proof does not hold
 * @param forked receipts and checkpoints of another history than the ledger's
 * @param entries of the ledger
 */
record Proofs(List<String> unproven, List<String> forked, int entries, int checkpoints) {

  static Proofs check(FaultGateway gateway, KillRun run) throws Exception {
    List<Receipt> receipts = run.receipts().stream().map(Answers.Stamped::receipt).toList();
    return check(gateway, run, receipts);
  }

  static Proofs check(FaultGateway gateway, KillRun run, List<Receipt> receipts) throws Exception {
    NoteVerifier log =
        Trust.noteVerifier(
            Files.readString(gateway.certs().resolve("kanhe").resolve("log.vkey")).strip());
    ReceiptVerifier verifier = new ReceiptVerifier(log);
    List<String> unproven = new ArrayList<>();
    for (Receipt receipt : receipts) {
      byte[] raw = run.sentBytes(String.valueOf(receipt.messageId()));
      List<Check> checks = verifier.verify(receipt, raw);
      if (!Check.allPassed(checks)) {
        unproven.add(receipt.index() + ": " + checks);
      }
    }
    LedgerFile ledger = LedgerFile.read(gateway.home().resolve("data").resolve("kanhe.db"));
    return new Proofs(unproven, ledger.forked(log, receipts), ledger.size(), ledger.checkpoints());
  }

  String figures() {
    return "unproven "
        + unproven.size()
        + ", forked "
        + forked.size()
        + ", ledger of "
        + entries
        + " entries under "
        + checkpoints
        + " checkpoints";
  }
}
