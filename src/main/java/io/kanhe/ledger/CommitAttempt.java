package io.kanhe.ledger;

import io.kanhe.trust.NoteSigner;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One try to commit some changes together: plans them, grows the tree, signs, writes. Touches
 * nothing outside the transaction; its effects are in {@link Committed} and take place only after
 * the commit.
 */
final class CommitAttempt {

  private final LedgerHead before;
  private final NoteSigner signer;
  private final Instant now;
  private final List<Planned<?>> planned = new ArrayList<>();
  private final List<Runnable> completions = new ArrayList<>();
  private final List<byte[]> leafHashes = new ArrayList<>();
  private final RowBatch rows = new RowBatch();

  CommitAttempt(LedgerHead before, NoteSigner signer, Instant now) {
    this.before = before;
    this.signer = signer;
    this.now = now;
  }

  Committed run(Connection transaction, List<Pending<?>> changes) throws SQLException {
    for (Pending<?> change : changes) {
      plan(transaction, change);
    }
    LedgerHead after = grow();
    for (Planned<?> change : planned) {
      write(change, after);
    }
    rows.send(transaction);
    return new Committed(after, completions, rows.actions(), leafHashes.size(), !rows.isEmpty());
  }

  private <R> void plan(Connection transaction, Pending<R> pending) throws SQLException {
    try {
      Change.Plan<R> plan = pending.change().plan(transaction);
      if (plan instanceof Change.Settled<R> settled) {
        completions.add(() -> pending.future().complete(settled.result()));
      } else if (plan instanceof Change.Append<R> append) {
        List<byte[]> bytes = append.entries().stream().map(Entry::canonicalBytes).toList();
        planned.add(new Planned<>(pending, append, bytes, before.size() + leafHashes.size()));
        bytes.forEach(entry -> leafHashes.add(MerkleHash.leaf(entry)));
      }
    } catch (RuntimeException e) {
      // Whatever one change throws while it only looks is its own affair; its neighbours go on.
      completions.add(() -> pending.fail(e));
    }
  }

  private LedgerHead grow() {
    if (leafHashes.isEmpty()) {
      return before;
    }
    TreeGrowth growth = before.tree().grow(leafHashes);
    List<Tile> full = new ArrayList<>();
    TreeState tree = before.tree().after(growth, full);
    MerkleTree proofs = new MerkleTree(growth.size(), growth);
    String note = signer.sign(new Checkpoint(signer.name(), growth.size(), proofs.root()).text());
    long index = before.size();
    for (Planned<?> change : planned) {
      for (byte[] entry : change.bytes()) {
        rows.add(
            LedgerStore.INSERT_ENTRY, index, entry, leafHashes.get((int) (index - before.size())));
        change.proofs().add(proofs.inclusion(index++));
      }
    }
    for (Tile tile : full) {
      rows.add(LedgerStore.INSERT_TILE, tile.level(), tile.index(), tile.hashes());
    }
    rows.add(LedgerStore.INSERT_CHECKPOINT, growth.size(), note, now);
    return new LedgerHead(tree, note);
  }

  private <R> void write(Planned<R> change, LedgerHead after) throws SQLException {
    List<Recorded> recorded = new ArrayList<>();
    List<Entry> entries = change.append().entries();
    for (int i = 0; i < entries.size(); i++) {
      String checkpoint = after.requireCheckpoint();
      recorded.add(
          new Recorded(
              entries.get(i),
              change.firstIndex() + i,
              after.size(),
              change.proofs().get(i),
              checkpoint));
    }
    R result = change.append().writer().write(recorded, rows);
    completions.add(() -> change.pending().future().complete(result));
  }

  private record Planned<R>(
      Pending<R> pending,
      Change.Append<R> append,
      List<byte[]> bytes,
      long firstIndex,
      List<List<byte[]>> proofs) {

    Planned(Pending<R> pending, Change.Append<R> append, List<byte[]> bytes, long firstIndex) {
      this(pending, append, bytes, firstIndex, new ArrayList<>());
    }
  }

  /** What is to be done once the transaction is durable. */
  record Committed(
      LedgerHead head,
      List<Runnable> completions,
      List<Runnable> actions,
      int entries,
      boolean wroteRows) {}
}
