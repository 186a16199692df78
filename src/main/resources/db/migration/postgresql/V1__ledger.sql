-- The append-only evidence log. Times are epoch milliseconds.
CREATE TABLE ledger_entries (
  idx       BIGINT PRIMARY KEY CHECK (idx >= 0),
  bytes     BYTEA NOT NULL,
  leaf_hash BYTEA NOT NULL
);

-- Full tiles of C2SP tlog-tiles: 256 hashes of 32 bytes. Partial ones are rebuilt at start.
CREATE TABLE ledger_tiles (
  level      INTEGER NOT NULL,
  tile_index BIGINT NOT NULL,
  hashes     BYTEA NOT NULL,
  PRIMARY KEY (level, tile_index)
);

-- One signed note per group commit.
CREATE TABLE ledger_checkpoints (
  tree_size  BIGINT PRIMARY KEY,
  note       TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

-- One row that readiness writes to find out whether the store still takes writes.
CREATE TABLE store_probe (
  id         INTEGER PRIMARY KEY,
  written_at BIGINT NOT NULL
);

-- Stops mistakes, not attackers: those are found by the Merkle tree.
CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'ledger entries are append-only';
END $$;

CREATE TRIGGER ledger_entries_keep BEFORE UPDATE OR DELETE ON ledger_entries
FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
