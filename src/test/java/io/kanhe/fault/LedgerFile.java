package io.kanhe.fault;

import io.kanhe.ledger.Checkpoint;
import io.kanhe.ledger.Receipt;
import io.kanhe.trust.NoteVerifier;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The ledger as it stands in the database file of a gateway that has stopped. */
final class LedgerFile {

  private final List<byte[]> roots = new ArrayList<>();
  private final List<byte[]> entries = new ArrayList<>();
  private final List<String> checkpoints = new ArrayList<>();

  static LedgerFile read(Path database) throws SQLException {
    LedgerFile ledger = new LedgerFile();
    LogRoots log = new LogRoots();
    ledger.roots.add(log.root());
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      try (ResultSet row =
          statement.executeQuery("SELECT idx, bytes FROM ledger_entries ORDER BY idx")) {
        while (row.next()) {
          if (row.getLong(1) != ledger.entries.size()) {
            throw new AssertionError("entry " + ledger.entries.size() + " is missing");
          }
          ledger.entries.add(row.getBytes(2));
          log.add(row.getBytes(2));
          ledger.roots.add(log.root());
        }
      }
      try (ResultSet row =
          statement.executeQuery("SELECT note FROM ledger_checkpoints ORDER BY tree_size")) {
        while (row.next()) {
          ledger.checkpoints.add(row.getString(1));
        }
      }
    }
    return ledger;
  }

  int size() {
    return entries.size();
  }

  int checkpoints() {
    return checkpoints.size();
  }

  /**
   * Checkpoints, its own and those of receipts, that are not about a beginning of this very log.
   */
  List<String> forked(NoteVerifier verifier, List<Receipt> receipts) {
    List<String> all = new ArrayList<>(checkpoints);
    receipts.forEach(receipt -> all.add(receipt.checkpoint()));
    List<String> forked = new ArrayList<>();
    for (String note : all) {
      Checkpoint checkpoint = Checkpoint.parse(verifier.verify(note));
      if (checkpoint.treeSize() > size()
          || !Arrays.equals(checkpoint.root(), roots.get((int) checkpoint.treeSize()))) {
        forked.add(checkpoint.toString());
      }
    }
    for (Receipt receipt : receipts) {
      if (receipt.index() >= size()
          || !Arrays.equals(receipt.entry(), entries.get((int) receipt.index()))) {
        forked.add("entry " + receipt.index());
      }
    }
    return forked;
  }
}
