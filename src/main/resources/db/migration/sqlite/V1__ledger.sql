-- The append-only evidence log. Times are epoch milliseconds.
CREATE TABLE ledger_entries (
  idx       INTEGER PRIMARY KEY NOT NULL CHECK (idx >= 0),
  bytes     BLOB NOT NULL,
  leaf_hash BLOB NOT NULL
);

-- Full tiles of C2SP tlog-tiles: 256 hashes of 32 bytes. Partial ones are rebuilt at start.
CREATE TABLE ledger_tiles (
  level      INTEGER NOT NULL,
  tile_index INTEGER NOT NULL,
  hashes     BLOB NOT NULL,
  PRIMARY KEY (level, tile_index)
) WITHOUT ROWID;

-- One signed note per group commit.
CREATE TABLE ledger_checkpoints (
  tree_size  INTEGER PRIMARY KEY NOT NULL,
  note       TEXT NOT NULL,
  created_at INTEGER NOT NULL
);

-- One row that readiness writes to find out whether the store still takes writes.
CREATE TABLE store_probe (
  id         INTEGER PRIMARY KEY NOT NULL,
  written_at INTEGER NOT NULL
);

-- Stops mistakes, not attackers: those are found by the Merkle tree.
CREATE TRIGGER ledger_entries_keep BEFORE UPDATE ON ledger_entries
BEGIN SELECT RAISE(ABORT, 'ledger entries are append-only'); END;

CREATE TRIGGER ledger_entries_stay BEFORE DELETE ON ledger_entries
BEGIN SELECT RAISE(ABORT, 'ledger entries are append-only'); END;
